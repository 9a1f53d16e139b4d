package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.Heun;
import org.pigdiffusion.scheduler.SamplingMethod;

/** What x0hat is where model x is not called and the policy extrapolates. */
class GuideExtrapolationTest {
  private static final int STEPS = 12;

  static List<SamplingMethod> methods() {
    // Heun's rule evaluates twice at most times, so that two calls may be at one time.
    return List.of(Ddim.ofSteps(STEPS), DpmSolverPlusPlus.ofSteps(STEPS), Heun.ofSteps(STEPS));
  }

  private static double logSnr(TrajectoryPoint point) {
    return Math.log(GaussianPair.SCHEDULE.snr(point.time()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void itIsOnTheLineThroughTheLastTwoCallsOverLogSnr(SamplingMethod method) {
    List<Integer> called = List.of(0, 1, 2, 5, 6, 9);
    GuideRefresh refresh =
        new NamedRefresh("some steps", true, moment -> called.contains(moment.evaluation()));
    List<TrajectoryPoint> points =
        GaussianPair.trajectory(method, GuideTransform.clamped(), refresh);
    int former = 0;
    int last = 0;
    for (TrajectoryPoint point : points) {
      if (called.contains(point.evaluation())) {
        former = last;
        last = point.evaluation();
        continue;
      }
      double way = logSnr(points.get(last)) - logSnr(points.get(former));
      double ahead = way == 0 ? 0 : Math.min(1, (logSnr(point) - logSnr(points.get(last))) / way);
      Tensor line =
          Tensor.combine(1 + ahead, points.get(last).xClean(), -ahead, points.get(former).xClean());
      assertClose(line, point.xClean(), 1e-6);
    }
  }

  /** No further ahead than the last two calls are apart: a frozen guide does not drift away. */
  @Test
  void aFrozenGuideComesToRest() {
    List<TrajectoryPoint> points =
        GaussianPair.trajectory(
            Ddim.ofSteps(STEPS).withGrid(GaussianPair.GRID),
            GuideTransform.clamped(),
            GuideRefresh.frozenAfter(4).extrapolating());
    Tensor expected = Tensor.combine(2, points.get(3).xClean(), -1, points.get(2).xClean());
    for (TrajectoryPoint point : points.subList(6, STEPS)) {
      assertClose(expected, point.xClean(), 1e-5);
    }
  }

  @Test
  void oneCallAloneIsHeld() {
    List<TrajectoryPoint> points =
        GaussianPair.trajectory(
            Ddim.ofSteps(STEPS),
            GuideTransform.clamped(),
            GuideRefresh.frozenAfter(1).extrapolating());
    for (TrajectoryPoint point : points) {
      assertEquals(points.get(0).xClean(), point.xClean());
    }
  }

  /** With a call at every other step, 20 to 160 steps of a rule of second order. */
  @ParameterizedTest
  @CsvSource({
    "every(2), 1",
    "extrapolating(every(2)), 2",
    "every(3), 1",
    "extrapolating(every(3)), 2"
  })
  void aRuleOfSecondOrderKeepsItsOrder(String policy, double order) {
    double[] errors =
        GaussianPair.errors(
            4,
            steps -> DpmSolverPlusPlus.ofSteps(steps).withGrid(GaussianPair.GRID),
            GuideTransform.clamped(),
            GuideRefresh.parse(policy));
    assertEquals(order, GaussianPair.order(errors), 0.25);
  }

  @Test
  void aCombinationExtrapolatesIfAPartDoes() {
    GuideRefresh held = GuideRefresh.every(2);
    GuideRefresh extrapolating = GuideRefresh.frozenAfter(3).extrapolating();
    assertFalse(held.extrapolates());
    assertFalse(held.and(held).or(held).extrapolates());
    assertTrue(held.and(extrapolating).extrapolates());
    assertTrue(extrapolating.or(held).extrapolates());
    assertTrue(extrapolating.extrapolating().extrapolates());
  }
}
