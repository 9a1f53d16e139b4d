package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.tensor;

import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus.Noise;
import org.pigdiffusion.scheduler.DpmSolverPlusPlus.Variant;

/**
 * By how much the error falls when the steps are halved, where everything is known: for clean
 * values that are normal with mean m and deviation d, the best clean estimate is linear in x, and
 * the probability-flow ODE keeps every sample at the same number z of standard deviations:
 *
 * <pre>
 * x = a m + sqrt(a^2 d^2 + s^2) z
 * </pre>
 *
 * <p>The error is that of the sample that enters the last step, at time 0; the last step leads to
 * the clean end and is of order 1, whatever N.
 */
class ConvergenceTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(1000, 1e-4, 0.02);
  private static final double MEAN = 0.3;
  private static final double DEVIATION = 0.5;
  private static final Tensor DEVIATIONS = tensor(new Shape(1, 1, 1, 9), i -> i / 2.0 - 2);

  private static double variance(double abar) {
    return abar * DEVIATION * DEVIATION + 1 - abar;
  }

  private static Tensor exact(double abar) {
    return DEVIATIONS.map(z -> Math.sqrt(abar) * MEAN + Math.sqrt(variance(abar)) * z);
  }

  private static Tensor bestCleanEstimate(Tensor sample, double abar, double mean) {
    double a = Math.sqrt(abar);
    double gain = a * DEVIATION * DEVIATION / variance(abar);
    return sample.map(x -> mean + gain * (x - a * mean));
  }

  /** The sample that enters the last step. */
  private static Tensor sampled(
      Scheduler scheduler, Tensor start, double mean, IntFunction<Tensor> noise) {
    Scheduler.Run run = scheduler.newRun();
    Tensor sample = start;
    for (int i = 0; i < scheduler.evaluations() - 1; i++) {
      int step = i;
      double abar = scheduler.alphaBar(step);
      Tensor clean = bestCleanEstimate(sample, abar, mean);
      Estimate estimate = PredictionType.CLEAN.estimate(clean, sample, abar);
      sample = run.advance(step, sample, estimate, () -> noise.apply(step)).next();
    }
    return sample;
  }

  private static double error(SamplingMethod method) {
    Scheduler scheduler = method.on(SCHEDULE);
    Tensor start = exact(scheduler.alphaBar(0));
    float[] found = sampled(scheduler, start, MEAN, step -> Tensor.zeros(start.shape())).toArray();
    float[] expected = exact(scheduler.alphaBar(scheduler.evaluations() - 1)).toArray();
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      worst = Math.max(worst, Math.abs(found[i] - expected[i]));
    }
    return worst;
  }

  private static Arguments method(String name, int order, IntFunction<SamplingMethod> ofSteps) {
    return Arguments.of(Named.of(name, ofSteps), order);
  }

  private static Arguments method(String name, int order, SamplingRule rule) {
    return method(name, order, n -> SamplingMethod.of(rule, n).withGrid(TimeGrid.karras()));
  }

  /** UniPC's corrector raises the order by one, as its paper says. */
  static Stream<Arguments> methods() {
    return Stream.of(
        method("DDIM", 1, new Ddim(0)),
        method("Euler", 1, new Euler()),
        method("Heun", 2, new Heun()),
        method("PNDM", 2, new Pndm(Pndm.Start.IMPROVED_EULER)),
        method("PNDM from Runge-Kutta", 2, new Pndm(Pndm.Start.RUNGE_KUTTA)),
        method("DEIS 2", 2, new Deis(2)),
        method("DEIS 3", 3, new Deis(3)),
        method("DPM-Solver++ 1", 1, DpmSolverPlusPlus.ofOrder(1)),
        method("DPM-Solver++ 2, midpoint", 2, DpmSolverPlusPlus.ofOrder(2)),
        method("DPM-Solver++ 2, Heun", 2, DpmSolverPlusPlus.ofOrder(2).withVariant(Variant.HEUN)),
        method("DPM-Solver++ 3", 3, DpmSolverPlusPlus.ofOrder(3)),
        method("UniPC 2, BH1", 3, UniPc.ofOrder(2).withVariant(UniPc.Variant.BH1)),
        method("UniPC 2, BH2", 3, UniPc.ofOrder(2)),
        method("UniPC 3", 4, UniPc.ofOrder(3)));
  }

  /** Fewer steps are not yet where the order rules; with more, float32 rounding does. */
  @ParameterizedTest
  @MethodSource("methods")
  void theErrorFallsWithTheOrder(IntFunction<SamplingMethod> ofSteps, int order) {
    double at41 = error(ofSteps.apply(41));
    double at81 = error(ofSteps.apply(81));
    assertEquals(order, Math.log(at41 / at81) / Math.log(2), 0.3);
    double most = new double[] {0.04, 0.004, 0.0009, 0.0001}[order - 1];
    assertTrue(at81 < most, () -> "error " + at81);
  }

  /**
   * With noise the law of the samples counts. All is linear, so the variance of a sample is the sum
   * of the squares of what each noise alone makes of a chain from 0, and of what the start makes.
   */
  @ParameterizedTest
  @MethodSource("noisy")
  void theVarianceApproachesThatOfTheImages(IntFunction<SamplingMethod> ofSteps, double most) {
    double at21 = errorOfVariance(ofSteps.apply(21));
    double at161 = errorOfVariance(ofSteps.apply(161));
    assertTrue(at161 < most, () -> "error " + at161);
    assertTrue(at161 < at21 / 4, () -> at21 + " then " + at161);
  }

  static Stream<Arguments> noisy() {
    return Stream.of(1, 2, 3)
        .map(
            order ->
                Arguments.of(
                    Named.<IntFunction<SamplingMethod>>of(
                        "order " + order,
                        n ->
                            SamplingMethod.of(
                                    DpmSolverPlusPlus.ofOrder(order).withNoise(Noise.SDE), n)
                                .withGrid(TimeGrid.karras())),
                    new double[] {0.08, 0.01, 0.001}[order - 1]));
  }

  private static double errorOfVariance(SamplingMethod method) {
    Scheduler scheduler = method.on(SCHEDULE);
    int last = scheduler.evaluations() - 1;
    Shape shape = new Shape(1, 1, 1, last + 1);
    double start = Math.sqrt(variance(scheduler.alphaBar(0)));
    Tensor sample =
        sampled(
            scheduler,
            tensor(shape, i -> i == last ? start : 0),
            0,
            step -> tensor(shape, i -> i == step ? 1 : 0));
    double found = 0;
    for (float response : sample.toArray()) {
      found += response * response;
    }
    return Math.abs(found / variance(scheduler.alphaBar(last)) - 1);
  }

  @Test
  void onOneGridEulerIsDdim() {
    TimeGrid grid = TimeGrid.trailing();
    assertEquals(error(Ddim.ofSteps(20).withGrid(grid)), error(Euler.ofSteps(20).withGrid(grid)));
  }
}
