package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

class LinearSchedulerTest {
  private static final Shape ONE = new Shape(1, 1, 1, 1);
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.ofBetas(0.1, 0.2, 0.3, 0.4);

  private static Scheduler.Outcome advance(Scheduler.Run run, int step, double sample) {
    Tensor one = Tensor.of(ONE, (float) sample);
    return run.advance(
        step, one, new Estimate(one.map(v -> 10 * v), one.map(v -> 100 * v)), () -> one);
  }

  /** What each term of a row stands for, by numbers that show where they come from. */
  private record PlusHalf() implements Thresholding {
    @Override
    public Tensor apply(Tensor clean) {
      return clean.map(v -> v + 0.5);
    }

    @Override
    public String description() {
      return "plusHalf";
    }
  }

  @Test
  void aRowAddsUpWhatTheEvaluationsSaw() {
    Combination none = Combination.builder().sample(0, 1).build();
    Combination all =
        Combination.builder()
            .sample(0, 2)
            .clean(1, 3)
            .noise(2, 5)
            .noise(2, 2)
            .freshNoise(7)
            .build();
    Scheduler scheduler =
        new LinearScheduler(
            "rows",
            SCHEDULE,
            new PlusHalf(),
            ImmutableList.of(Point.at(3, SCHEDULE), Point.at(-1, SCHEDULE)),
            ImmutableList.of(
                new Evaluation(Point.at(3, SCHEDULE), none),
                new Evaluation(Point.at(3, SCHEDULE), none),
                new Evaluation(Point.at(3, SCHEDULE), all)));
    Scheduler.Run run = scheduler.newRun();
    assertEquals(Tensor.of(ONE, 1), advance(run, 0, 1).next());
    assertEquals(Tensor.of(ONE, 2), advance(run, 1, 2).next());
    Scheduler.Outcome last = advance(run, 2, 4);
    assertEquals(Tensor.of(ONE, 40.5f), last.clean());
    assertEquals(Tensor.of(ONE, 2 * 4 + 3 * 20.5f + 7 * 100 + 7 * 4), last.next());
  }

  @Test
  void termsThatCancelAreGone() {
    Combination combination = Combination.builder().clean(3, 2).noise(0, 1).clean(3, -2).build();
    assertEquals(0, combination.reach());
    assertEquals(1, combination.factors().size());
  }

  @Test
  void anEvaluationWithoutTheOnesBeforeItIsRefused() {
    Scheduler scheduler = SamplingMethod.of(DpmSolverPlusPlus.ofOrder(3), 4).on(SCHEDULE);
    String message = assertRefused("evaluation", () -> advance(scheduler.newRun(), 2, 1));
    assertTrue(message.contains("found 2 without 1"), message);
    Scheduler.Run run = scheduler.newRun();
    advance(run, 0, 1);
    assertRefused("evaluation", () -> advance(run, 2, 1));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertRefused("steps", () -> DpmSolverPlusPlus.ofSteps(0));
    assertRefused("steps", () -> UniPc.ofSteps(-1));
    assertRefused("steps", () -> Deis.ofSteps(0));
    assertRefused("steps", () -> Pndm.ofSteps(0));
    assertRefused("steps", () -> Heun.ofSteps(0));
    assertRefused("steps", () -> Euler.ofSteps(0));
    assertRefused("steps", () -> Ddim.ofSteps(0));
    assertRefused("steps", () -> Ddpm.ofSteps(0));
    assertRefused("order", () -> DpmSolverPlusPlus.ofOrder(0));
    assertRefused("order", () -> DpmSolverPlusPlus.ofOrder(4));
    assertRefused("order", () -> new Deis(4));
    assertRefused("order", () -> UniPc.ofOrder(1));
  }

  private static void assertRefusedAsRule(String expected, Evaluation... evaluations) {
    String message =
        assertRefused(
            "rule of own",
            () ->
                new LinearScheduler(
                    "own",
                    SCHEDULE,
                    Thresholding.none(),
                    ImmutableList.of(Point.at(3, SCHEDULE), Point.at(-1, SCHEDULE)),
                    ImmutableList.copyOf(evaluations)));
    assertTrue(message.contains(expected), message);
  }

  /** A rule may be anybody's. */
  @Test
  void tablesThatCannotBeRunAreRefused() {
    Point first = Point.at(3, SCHEDULE);
    Combination kept = Combination.builder().sample(0, 1).build();
    assertRefusedAsRule("expected a first evaluation at " + first + ", found none");
    assertRefusedAsRule(
        "expected a first evaluation at " + first, new Evaluation(Point.at(2, SCHEDULE), kept));
    assertRefusedAsRule(
        "expected a combination of evaluations from 0 to 0",
        new Evaluation(first, Combination.builder().clean(1, 1).build()));
    assertRefusedAsRule(
        "expected a time of at most 1.0",
        new Evaluation(first, kept),
        new Evaluation(Point.at(1, SCHEDULE), kept),
        new Evaluation(Point.at(2, SCHEDULE), kept));
    assertRefused("lag", () -> Combination.builder().clean(-1, 1));
    assertRefused("factors", () -> Combination.builder().clean(0, Double.NaN).build());
    assertRefused("freshNoise", () -> Combination.builder().freshNoise(-1).build());
  }
}
