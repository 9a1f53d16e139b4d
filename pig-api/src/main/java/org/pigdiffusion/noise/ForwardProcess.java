package org.pigdiffusion.noise;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.pigdiffusion.Tensor;

/**
 * The forward process at a time, or at a time for each image of a batch: {@code x_t = a x_0 + s e}
 * with {@code a = sqrt(abar_t)} and {@code s = sqrt(1 - abar_t)} (PIG Eq. 3, 9, 10), and what
 * follows from it. Trainer and sampler both take these equations from here, and sampling rules the
 * factors ({@link #a}, {@link #s}, {@link #sigma}, {@link #snr}).
 *
 * <p>{@link NoiseSchedule#at} makes one: {@code schedule.at(500).noisy(clean, noise)}, or {@code
 * schedule.at(3, 500).noisy(clean, noise)} for two images. All coefficients are in double. Each
 * image is computed by itself, so it has the same bits whatever its batch mates are. Immutable.
 */
public final class ForwardProcess {
  private final double[] alphaBars;

  private ForwardProcess(double[] alphaBars) {
    this.alphaBars = alphaBars;
  }

  /**
   * The forward process where the noise schedule has these abars.
   *
   * @param alphaBars each in [0, 1]; one for a whole batch of any size, or one for each image
   */
  public static ForwardProcess ofAlphaBars(double... alphaBars) {
    if (alphaBars.length == 0) {
      throw new IllegalArgumentException("alphaBars: expected at least one, found none");
    }
    for (double abar : alphaBars) {
      if (!(abar >= 0 && abar <= 1)) {
        throw new IllegalArgumentException("alphaBar: expected in [0,1], found " + abar);
      }
    }
    return new ForwardProcess(alphaBars.clone());
  }

  /** The noisy sample, {@code x_t = a x_0 + s e}. */
  public Tensor noisy(Tensor clean, Tensor noise) {
    return combine(ForwardProcess::a, clean, ForwardProcess::s, noise);
  }

  /**
   * The clean image that a noisy sample holds if this is its noise, {@code x_0 = (x_t - s e) / a}.
   *
   * @throws IllegalArgumentException if an abar is 0: such a sample is all noise
   */
  public Tensor clean(Tensor noisy, Tensor noise) {
    for (double abar : alphaBars) {
      if (abar == 0) {
        throw new IllegalArgumentException(
            "alphaBar: expected above 0 to find the clean image from the noise, found 0 (zero"
                + " terminal SNR needs velocity or clean prediction)");
      }
    }
    return combine(abar -> 1 / a(abar), noisy, abar -> -s(abar) / a(abar), noise);
  }

  /**
   * The noise that a noisy sample holds if this is its clean image, {@code e = (x_t - a x_0) / s}.
   *
   * @throws IllegalArgumentException if an abar is 1: such a sample has no noise
   */
  public Tensor noise(Tensor noisy, Tensor clean) {
    requireNoise();
    return combine(abar -> 1 / s(abar), noisy, abar -> -a(abar) / s(abar), clean);
  }

  /** The velocity, {@code v = a e - s x_0} (Salimans and Ho 2022, arXiv 2202.00512). */
  public Tensor velocity(Tensor clean, Tensor noise) {
    return combine(ForwardProcess::a, noise, minus(ForwardProcess::s), clean);
  }

  /** The clean image that a noisy sample of this velocity holds, {@code x_0 = a x_t - s v}. */
  public Tensor cleanOfVelocity(Tensor noisy, Tensor velocity) {
    return combine(ForwardProcess::a, noisy, minus(ForwardProcess::s), velocity);
  }

  /** The noise that a noisy sample of this velocity holds, {@code e = s x_t + a v}. */
  public Tensor noiseOfVelocity(Tensor noisy, Tensor velocity) {
    return combine(ForwardProcess::s, noisy, ForwardProcess::a, velocity);
  }

  /**
   * Returns this if there is noise in every image.
   *
   * @throws IllegalArgumentException if an abar is 1
   */
  @CanIgnoreReturnValue
  public ForwardProcess requireNoise() {
    for (double abar : alphaBars) {
      if (abar == 1) {
        throw new IllegalArgumentException("alphaBar: expected in [0,1), found 1.0");
      }
    }
    return this;
  }

  private static DoubleUnaryOperator minus(DoubleUnaryOperator factor) {
    return abar -> -factor.applyAsDouble(abar);
  }

  /** The sum of two batches, each times a factor that its image's abar gives. */
  private Tensor combine(DoubleUnaryOperator ofX, Tensor x, DoubleUnaryOperator ofY, Tensor y) {
    if (alphaBars.length == 1) {
      double abar = alphaBars[0];
      return Tensor.combine(ofX.applyAsDouble(abar), x, ofY.applyAsDouble(abar), y);
    }
    if (alphaBars.length != x.shape().batch()) {
      throw new IllegalArgumentException(
          "alphaBars: expected one for each of %d images, found %d"
              .formatted(x.shape().batch(), alphaBars.length));
    }
    return Tensor.combine(
        Arrays.stream(alphaBars).map(ofX).toArray(),
        x,
        Arrays.stream(alphaBars).map(ofY).toArray(),
        y);
  }

  @Override
  public String toString() {
    return "abar " + Arrays.toString(alphaBars);
  }

  /**
   * The factor of the clean image, {@code a = sqrt(abar)}.
   *
   * @param alphaBar in [0, 1]
   */
  public static double a(double alphaBar) {
    return Math.sqrt(alphaBar);
  }

  /**
   * The factor of the noise, which is the noise level, {@code s = sqrt(1 - abar)}.
   *
   * @param alphaBar in [0, 1]
   */
  public static double s(double alphaBar) {
    return Math.sqrt(1 - alphaBar);
  }

  /**
   * {@code sigma = s / a}: 0 at the clean end, infinite in pure noise.
   *
   * @param alphaBar in [0, 1]
   */
  public static double sigma(double alphaBar) {
    return Math.sqrt((1 - alphaBar) / alphaBar);
  }

  /**
   * The signal-to-noise ratio, {@code (a / s)^2}: infinite at the clean end, 0 in pure noise.
   *
   * @param alphaBar in [0, 1]
   */
  public static double snr(double alphaBar) {
    return alphaBar / (1 - alphaBar);
  }

  /** The logarithm of {@link #snr}, with all digits also near the clean end. */
  static double logSnr(double alphaBar) {
    return Math.log(alphaBar) - Math.log1p(-alphaBar);
  }
}
