package org.pigdiffusion.examples.speed;

import org.pigdiffusion.Estimate;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.Scheduler;

/**
 * Images of normally distributed values: the best clean estimate is known, and so is the way of the
 * probability-flow ODE, which keeps each value at its number z of standard deviations,
 *
 * <pre>
 * x = a mean + sqrt(a^2 deviation^2 + s^2) z
 * </pre>
 *
 * @param schedule the noise schedule
 * @param mean of the clean values
 * @param deviation of the clean values
 */
record GaussianFlow(NoiseSchedule schedule, double mean, double deviation) {
  private static final Shape VALUES = new Shape(1, 1, 1, 9);

  /**
   * The greatest error, for z from -2 to 2, of the sample that enters the last step. The last step
   * itself is of order 1 for every method.
   */
  double error(SamplingMethod method) {
    Scheduler scheduler = method.on(schedule);
    Scheduler.Run run = scheduler.newRun();
    Tensor sample = exact(scheduler.alphaBar(0));
    for (int step = 0; step < scheduler.evaluations() - 1; step++) {
      Estimate estimate = estimate(sample, scheduler.alphaBar(step));
      sample = run.advance(step, sample, estimate, () -> Tensor.zeros(VALUES)).next();
    }
    float[] expected = exact(scheduler.alphaBar(scheduler.evaluations() - 1)).toArray();
    float[] found = sample.toArray();
    double greatest = 0;
    for (int i = 0; i < found.length; i++) {
      greatest = Math.max(greatest, Math.abs(found[i] - expected[i]));
    }
    return greatest;
  }

  private Tensor exact(double alphaBar) {
    float[] values = new float[VALUES.size()];
    for (int i = 0; i < values.length; i++) {
      double z = i / 2.0 - 2;
      values[i] = (float) (Math.sqrt(alphaBar) * mean + Math.sqrt(variance(alphaBar)) * z);
    }
    return Tensor.adopt(VALUES, values);
  }

  private Estimate estimate(Tensor sample, double alphaBar) {
    double a = Math.sqrt(alphaBar);
    double gain = a * deviation * deviation / variance(alphaBar);
    Tensor clean = sample.map(x -> mean + gain * (x - a * mean));
    return PredictionType.CLEAN.estimate(clean, sample, alphaBar);
  }

  private double variance(double alphaBar) {
    return alphaBar * deviation * deviation + 1 - alphaBar;
  }
}
