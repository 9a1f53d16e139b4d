package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.Iterables;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.GaussianDenoiser;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.TimeGrid;

/**
 * The order of a rule under guide transforms that jump and that do not, on a pair of exact
 * denoisers that guide each other: how fast the error falls as the steps double. The mean of x
 * swings with y, so that x0hat of many pixels crosses the threshold on the way.
 */
class GuideSmoothnessTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(4097, 2.5e-6, 0.005);
  private static final TimeGrid GRID = TimeGrid.karras();
  private static final int FEWEST_STEPS = 20;

  /** The target as it enters the last evaluation, at time 0 whatever the steps. */
  private static Tensor target(SamplingMethod method, GuideTransform guide) {
    SamplingRequest request =
        SamplingRequest.builder()
            .size(32, 32)
            .method(method)
            .trajectoryEvery(method.on(SCHEDULE).steps())
            .build();
    try (PairedSampler sampler =
            PairedSampler.of(
                GaussianDenoiser.of(SCHEDULE, PredictionType.CLEAN, y -> 0.9 * Math.sin(3 * y)),
                GaussianDenoiser.of(SCHEDULE, PredictionType.CLEAN, mask -> 0.5 * mask),
                SCHEDULE,
                guide);
        Stream<PairBatch> batches = sampler.sample(request)) {
      return Iterables.getLast(batches.toList().get(0).trajectory()).y();
    }
  }

  /** Mean absolute errors with 20, 40, 80, 160 steps against 2,048 steps of third order. */
  private static void assertErrors(
      String guide, IntFunction<SamplingMethod> method, double order, double... expected) {
    GuideTransform transform = GuideTransform.parse(guide);
    Tensor exact = target(DpmSolverPlusPlus.ofSteps(2048).withOrder(3).withGrid(GRID), transform);
    double[] errors = new double[expected.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = difference(exact, target(method.apply(FEWEST_STEPS << i), transform));
      assertEquals(expected[i], errors[i], 0.06 * expected[i]);
    }
    int last = errors.length - 1;
    assertEquals(order, Math.log(errors[1] / errors[last]) / Math.log(2) / (last - 1), 0.25);
  }

  private static double difference(Tensor one, Tensor other) {
    float[] a = one.toArray();
    float[] b = other.toArray();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  @ParameterizedTest
  @CsvSource({
    "identity, 2, 3.0e-2, 5.8e-3, 1.2e-3, 2.9e-4",
    "limited, 2, 2.9e-2, 5.7e-3, 1.2e-3, 2.8e-4",
    "'softBinary(absolute,0,0.5)', 2, 2.7e-2, 5.4e-3, 1.2e-3, 2.7e-4",
    "'softBinary(absolute,0,0.2)', 2, 2.2e-2, 5.0e-3, 1.2e-3, 2.8e-4",
    "'softBinary(absolute,0,0.1)', 2, 1.9e-2, 4.2e-3, 1.2e-3, 3.5e-4",
    "'binary(absolute,0)', 1, 1.9e-2, 6.1e-3, 2.8e-3, 1.3e-3",
  })
  void aMaskTakesDpmSolverItsSecondOrderAndASoftOneDoesNot(
      String guide, double order, double at20, double at40, double at80, double at160) {
    assertErrors(
        guide,
        steps -> DpmSolverPlusPlus.ofSteps(steps).withGrid(GRID),
        order,
        at20,
        at40,
        at80,
        at160);
  }

  @ParameterizedTest
  @CsvSource({
    "limited, 3.1e-2, 1.5e-2, 7.6e-3, 3.8e-3",
    "'binary(absolute,0)', 3.6e-2, 1.8e-2, 9.0e-3, 4.3e-3",
  })
  void ddimHasNoOrderToLose(String guide, double at20, double at40, double at80, double at160) {
    assertErrors(guide, steps -> Ddim.ofSteps(steps).withGrid(GRID), 1, at20, at40, at80, at160);
  }
}
