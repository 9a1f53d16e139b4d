package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * The rules whose next sample is a linear combination of this step's clean estimate, sample and
 * noise estimate, plus fresh noise. They remember nothing, so the scheduler is its own run.
 */
final class OneStepScheduler implements Scheduler, Scheduler.Run {

  /** The factors of one step. */
  record Coefficients(double clean, double sample, double noiseEstimate, double freshNoise) {}

  /** Gives the factors of a step between two values of abar. */
  @FunctionalInterface
  interface Rule {
    Coefficients between(double alphaBar, double nextAlphaBar);
  }

  private final String description;
  private final NoiseSchedule noiseSchedule;
  private final ImmutableList<Integer> times;
  private final Thresholding thresholding;
  private final ImmutableList<Coefficients> coefficients;

  OneStepScheduler(
      String description,
      NoiseSchedule noiseSchedule,
      ImmutableList<Integer> times,
      Thresholding thresholding,
      Rule rule) {
    this.description = description;
    this.noiseSchedule = noiseSchedule;
    this.times = times;
    this.thresholding = thresholding;
    this.coefficients =
        IntStream.range(0, times.size())
            .mapToObj(step -> rule.between(alphaBar(step), alphaBar(step + 1)))
            .collect(ImmutableList.toImmutableList());
  }

  @Override
  public NoiseSchedule noiseSchedule() {
    return noiseSchedule;
  }

  @Override
  public int steps() {
    return times.size();
  }

  @Override
  public double time(int step) {
    return times.get(step);
  }

  @Override
  public double alphaBar(int step) {
    return noiseSchedule.alphaBar(step == times.size() ? NoiseSchedule.CLEAN : times.get(step));
  }

  @Override
  public Run newRun() {
    return this;
  }

  @Override
  public Step advance(int step, Tensor sample, Estimate estimate, Supplier<Tensor> noise) {
    Coefficients factors = coefficients.get(step);
    Tensor clean = thresholding.apply(estimate.clean());
    // Each rule uses the sample or the noise estimate, never both.
    Tensor next =
        factors.sample() == 0
            ? Tensor.combine(factors.clean(), clean, factors.noiseEstimate(), estimate.noise())
            : Tensor.combine(factors.clean(), clean, factors.sample(), sample);
    if (factors.freshNoise() > 0) {
      next = Tensor.combine(1, next, factors.freshNoise(), noise.get());
    }
    return new Step(clean, next);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String toString() {
    return description + " on " + noiseSchedule;
  }
}
