package org.pigdiffusion.contract;

import java.util.function.DoubleUnaryOperator;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * The exact denoiser of pixels that are normally distributed around a mean that the condition
 * gives. Unlike {@link FunctionDenoiser#pointwise} it keeps images bounded and lets rounding errors
 * die out, and its clean estimate is a smooth function of sample, condition and time.
 */
public final class GaussianDenoiser {
  private static final double VARIANCE = 0.04;

  private GaussianDenoiser() {}

  /**
   * A denoiser of one channel, conditioned on one.
   *
   * @param mean the mean of a pixel, given the condition's
   */
  public static FunctionDenoiser of(
      NoiseSchedule schedule, PredictionType type, DoubleUnaryOperator mean) {
    return new FunctionDenoiser(
        1,
        1,
        type,
        (noisy, condition, time) -> {
          double abar = schedule.alphaBar(time);
          Tensor clean = cleanEstimate(noisy, condition.map(mean), abar);
          return type.target(clean, FunctionDenoiser.trueNoise(clean, noisy, abar), abar);
        });
  }

  private static Tensor cleanEstimate(Tensor noisy, Tensor means, double abar) {
    double a = Math.sqrt(abar);
    double gain = a * VARIANCE / (abar * VARIANCE + 1 - abar);
    return Tensor.combine(1 - gain * a, means, gain, noisy);
  }
}
