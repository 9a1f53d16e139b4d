package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.SchedulerContract;
import org.pigdiffusion.noise.NoiseSchedule;

class DdimTest {

  @Nested
  class WithoutNoise extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return Ddim.ofSteps(steps).withGrid(grid);
    }
  }

  @Nested
  class WithHalfTheNoise extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(new Ddim(0.5), steps).withGrid(grid);
    }
  }

  @Nested
  class WithAllTheNoise extends SchedulerContract {
    @Override
    protected SamplingMethod create(int steps, TimeGrid grid) {
      return SamplingMethod.of(new Ddim(1), steps).withGrid(grid);
    }
  }

  @Test
  void refusesAnEtaOutOfRange() {
    assertRefused("eta", () -> new Ddim(-0.1));
    assertRefused("eta", () -> new Ddim(1.1));
    assertRefused("eta", () -> new Ddim(Double.NaN));
  }

  /** The rule by hand, with abar = .5, abar' = .8: sigma^2 = .25 * (.2 / .5) * (1 - .5 / .8). */
  @Test
  void aStepIsEquationSeven() {
    NoiseSchedule schedule = NoiseSchedule.ofBetas(0.2, 0.375);
    Scheduler scheduler = SamplingMethod.of(new Ddim(0.5), 2).on(schedule);
    Shape one = new Shape(1, 1, 1, 1);
    Scheduler.Outcome step =
        scheduler
            .newRun()
            .advance(
                0,
                Tensor.of(one, 9f),
                new Estimate(Tensor.of(one, 2f), Tensor.of(one, 3f)),
                () -> Tensor.of(one, 5f));
    double variance = 0.25 * (0.2 / 0.5) * (1 - 0.5 / 0.8);
    double expected = Math.sqrt(0.8) * 2 + Math.sqrt(0.2 - variance) * 3 + Math.sqrt(variance) * 5;
    assertEquals(expected, step.next().at(0, 0, 0, 0), 1e-6);
    assertEquals(2, step.clean().at(0, 0, 0, 0));
  }

  @Test
  void theThresholdedCleanEstimateIsUsedAndReturned() {
    NoiseSchedule schedule = NoiseSchedule.ofBetas(0.2, 0.375);
    Scheduler scheduler = Ddim.ofSteps(2).withThresholding(Thresholding.clamped()).on(schedule);
    Shape one = new Shape(1, 1, 1, 1);
    Scheduler.Outcome step =
        scheduler
            .newRun()
            .advance(
                0,
                Tensor.of(one, 9f),
                new Estimate(Tensor.of(one, 2f), Tensor.of(one, 3f)),
                () -> {
                  throw new AssertionError("asked for noise");
                });
    assertEquals(1, step.clean().at(0, 0, 0, 0));
    assertEquals(Math.sqrt(0.8) + Math.sqrt(0.2) * 3, step.next().at(0, 0, 0, 0), 1e-6);
  }

  @Test
  void namesItselfWithItsNoiseSchedule() {
    Scheduler scheduler = Ddim.ofSteps(4).on(NoiseSchedule.paper());
    assertEquals("ddim:4", scheduler.description());
    assertEquals("ddim:4 on linear(1024,1.0E-4,0.02)", scheduler.toString());
  }
}
