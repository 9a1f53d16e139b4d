package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.scheduler.Diffusers.LINEAR;
import static org.pigdiffusion.scheduler.Diffusers.NOISE;
import static org.pigdiffusion.scheduler.Diffusers.SAMPLE;
import static org.pigdiffusion.scheduler.Diffusers.assertSums;
import static org.pigdiffusion.scheduler.Diffusers.loop;
import static org.pigdiffusion.scheduler.Diffusers.step;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;

/**
 * The values that {@link Diffusers} asserts of DDIM and DDPM.
 *
 * <p>Left out of the entries for DDIM and DDPM:
 *
 * <ul>
 *   <li>"DDIM inverse ..." (four entries): there is no inverse DDIM here.
 *   <li>The value 387.9466 of "DDPM noise start idx 998" needs abar in float32; with abar in double
 *       the same run gives 387.9673, and that is what is asserted here.
 * </ul>
 */
class DiffusersReferenceTest {
  private static final Scheduler DDIM = ddim().on(LINEAR);
  private static final Scheduler DDPM =
      Ddpm.ofSteps(1000).withThresholding(Thresholding.clamped()).on(LINEAR);

  private static SamplingMethod ddim() {
    return Ddim.ofSteps(10).withGrid(TimeGrid.leading()).withThresholding(Thresholding.clamped());
  }

  @Test
  void ddimOfNoisePredictions() {
    assertSums(172.0067, 0.223967, loop(DDIM, PredictionType.NOISE, 0, SAMPLE));
  }

  @Test
  void ddimOfVelocityPredictions() {
    assertSums(52.5302, 0.0684, loop(DDIM, PredictionType.VELOCITY, 0, SAMPLE));
  }

  @Test
  void ddimEndsAtAlphaBarOne() {
    Scheduler scheduler = ddim().on(NoiseSchedule.linear(1000, 0.01, 0.02));
    assertSums(149.8295, 0.1951, loop(scheduler, PredictionType.NOISE, 0, SAMPLE));
  }

  /** Their option to end at abar_0, which leaves noise in the result. */
  @Test
  void ddimEndsAtTheFirstAlphaBar() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000, 0.01, 0.02);
    Scheduler scheduler =
        Diffusers.toFirstTime(
            TimeGrid.leading().times(10, schedule),
            schedule,
            Thresholding.clamped(),
            ddim().rule());
    assertSums(149.0784, 0.1941, loop(scheduler, PredictionType.NOISE, 0, SAMPLE));
  }

  @Test
  void ddimFromANoisyStart() {
    Tensor start = LINEAR.at(DDIM.time(8)).noisy(SAMPLE, NOISE);
    assertSums(354.5418, 0.4616, loop(DDIM, PredictionType.NOISE, 8, start));
  }

  /** Three batches at t = 0, 1, 2; with 10 steps each leads to the clean end. */
  @Test
  void ddimStepsOfABatch() {
    Tensor[] results = new Tensor[3];
    for (int t = 0; t < 3; t++) {
      Scheduler scheduler = ddim().withSteps(1).withGrid(TimeGrid.explicit(t)).on(LINEAR);
      results[t] = loop(scheduler, PredictionType.NOISE, 0, ofBatch(t));
    }
    assertSums(1147.7904, 0.4982, results);
  }

  /** Three batches at t = 0, 1, 2, each to t - 1, without the added noise. */
  @Test
  void ddpmStepsOfABatch() {
    NoiseSource.Batch silence = (chain, shape) -> Tensor.zeros(shape);
    Tensor[] results = new Tensor[3];
    for (int t = 0; t < 3; t++) {
      results[t] = step(DDPM, DDPM.newRun(), PredictionType.NOISE, 999 - t, ofBatch(t), silence);
    }
    assertSums(1153.1833, 0.5005, results);
  }

  private static Tensor ofBatch(int t) {
    double shift = new double[] {0, 0.1, -0.1}[t];
    return SAMPLE.map(value -> value + shift);
  }

  @Test
  void ddpmOfNoisePredictionsWithTorchsNoise() {
    assertSums(258.9606, 0.3372, loop(DDPM, PredictionType.NOISE, 0, SAMPLE));
  }

  @Test
  void ddpmOfVelocityPredictionsWithTorchsNoise() {
    assertSums(202.0296, 0.2631, loop(DDPM, PredictionType.VELOCITY, 0, SAMPLE));
  }

  @Test
  void ddpmFromANoisyStart() {
    Tensor start = LINEAR.at(DDPM.time(998)).noisy(SAMPLE, NOISE);
    assertSums(387.9673, 0.5051, loop(DDPM, PredictionType.NOISE, 998, start));
  }

  @Test
  void variancesOfDdpm() {
    assertEquals(0.00979, variance(DDPM, 999 - 487), 1e-5);
    assertEquals(0.02, variance(DDPM, 0), 1e-5);
    assertEquals(0, variance(DDPM, 999), 0);
  }

  @Test
  void variancesOfDdim() {
    assertEquals(0.14771, variance(ddimBetween(420, 400), 0), 1e-5);
    assertEquals(0.32460, variance(ddimBetween(980, 960), 0), 1e-5);
    assertEquals(0, variance(ddimBetween(420, 400), 1), 0);
  }

  private static Scheduler ddimBetween(int time, int next) {
    return SamplingMethod.of(new Ddim(1), 2).withGrid(TimeGrid.explicit(time, next)).on(LINEAR);
  }

  /** What a step adds of noise 1 to a sample and an estimate of zeros, squared. */
  private static double variance(Scheduler scheduler, int step) {
    Tensor zero = Tensor.zeros(new Shape(1, 1, 1, 1));
    double added =
        scheduler
            .newRun()
            .advance(step, zero, new Estimate(zero, zero), () -> Tensor.filled(zero.shape(), 1))
            .next()
            .at(0, 0, 0, 0);
    return added * added;
  }
}
