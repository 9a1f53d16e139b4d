package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.SchedulerContract;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddpm.Variance;

class DdpmTest {
  private static final Shape ONE = new Shape(1, 1, 1, 1);

  @Nested
  class WithSmallVariance extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return Ddpm.ofSteps(steps).withGrid(grid);
    }
  }

  @Nested
  class WithLargeVariance extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(new Ddpm(Variance.FIXED_LARGE), steps).withGrid(grid);
    }

    @Override
    protected boolean keepsTheMarginals() {
      return false;
    }
  }

  private static double next(Scheduler scheduler, int step, double clean, double sample, double z) {
    return scheduler
        .newRun()
        .advance(
            step,
            Tensor.of(ONE, (float) sample),
            new Estimate(Tensor.of(ONE, (float) clean), Tensor.of(ONE, 1e6f)),
            () -> Tensor.of(ONE, (float) z))
        .next()
        .at(0, 0, 0, 0);
  }

  /** Ho et al. Eq. 7 by hand, with abar = .5, abar' = .8, so beta = .375 and alpha = .625. */
  @Test
  void aStepIsThePosteriorMeanPlusNoise() {
    Scheduler scheduler = Ddpm.ofSteps(2).on(NoiseSchedule.ofBetas(0.2, 0.375));
    double mean = Math.sqrt(0.8) * 0.375 / 0.5 * 2 + Math.sqrt(0.625) * 0.2 / 0.5 * 3;
    double deviation = Math.sqrt(0.2 / 0.5 * 0.375);
    assertEquals(mean, next(scheduler, 0, 2, 3, 0), 1e-6);
    assertEquals(mean + 5 * deviation, next(scheduler, 0, 2, 3, 5), 1e-6);
    assertEquals(2, next(scheduler, 1, 2, 3, 5), 0);
  }

  @Test
  void skippedStepsTakeBetaBetweenNeighboursOfTheList() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000, 1e-4, 0.02);
    Scheduler scheduler =
        SamplingMethod.of(new Ddpm(Variance.FIXED_LARGE), 2)
            .withGrid(TimeGrid.explicit(900, 100))
            .on(schedule);
    double beta = 1 - schedule.alphaBar(900) / schedule.alphaBar(100);
    assertEquals(Math.sqrt(beta), next(scheduler, 0, 0, 0, 1), 1e-6);
  }

  /**
   * For clean images that are standard normal the best clean estimate is sqrt(abar) x_t, and every
   * x_t stays standard normal: next = sqrt(alpha) x_t + sqrt(1 - alpha) z.
   */
  @Test
  void theLargeVarianceIsRightForStandardNormalImages() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000, 1e-4, 0.02);
    Scheduler scheduler = SamplingMethod.of(new Ddpm(Variance.FIXED_LARGE), 9).on(schedule);
    for (int step = 0; step < 8; step++) {
      double alpha = scheduler.alphaBar(step) / scheduler.alphaBar(step + 1);
      double clean = Math.sqrt(scheduler.alphaBar(step)) * 3;
      assertEquals(Math.sqrt(alpha) * 3, next(scheduler, step, clean, 3, 0), 1e-6);
      assertEquals(Math.sqrt(1 - alpha), next(scheduler, step, 0, 0, 1), 1e-6);
    }
  }

  @Test
  void theThresholdedCleanEstimateIsUsed() {
    Scheduler scheduler =
        Ddpm.ofSteps(2)
            .withThresholding(Thresholding.clamped())
            .on(NoiseSchedule.ofBetas(0.2, 0.375));
    assertEquals(
        next(scheduler, 0, 1, 3, 0), next(scheduler, 0, 2, 3, 0), "2 must be clamped to 1");
  }
}
