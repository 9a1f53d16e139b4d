package org.pigdiffusion;

import org.pigdiffusion.noise.ForwardProcess;

/**
 * What a network predicts. Of a noisy sample, any one of noise, velocity and clean image gives the
 * others; the equations are those of {@link ForwardProcess}.
 */
public enum PredictionType {
  /** The noise {@code e}; says nothing of the clean image where abar is 0. */
  NOISE,
  /** The velocity {@code v = a e - s x_0} (Salimans and Ho 2022, arXiv 2202.00512). */
  VELOCITY,
  /** The clean image {@code x_0}; says nothing of the noise where abar is 1. */
  CLEAN;

  /** Whether a prediction of this type determines the clean image at this abar. */
  public boolean determinesCleanAt(double alphaBar) {
    return this != NOISE || alphaBar > 0;
  }

  /**
   * The clean images and the noise that a prediction implies, the inverse of {@link #target}.
   *
   * @param prediction the network's output
   * @param noisy the sample it was given, of the same shape
   * @param at the time of the sample, or of each of its images; no abar may be 1
   * @throws IllegalArgumentException if the arguments do not fit together, an abar is 1, or one is
   *     0 and this is {@link #NOISE}
   */
  public Estimate estimate(Tensor prediction, Tensor noisy, ForwardProcess at) {
    prediction.requireShape("prediction", noisy.shape());
    at.requireNoise();
    return switch (this) {
      case NOISE -> new Estimate(at.clean(noisy, prediction), prediction);
      case VELOCITY ->
          new Estimate(
              at.cleanOfVelocity(noisy, prediction), at.noiseOfVelocity(noisy, prediction));
      case CLEAN -> new Estimate(prediction, at.noise(noisy, prediction));
    };
  }

  /**
   * The same where all images have one time.
   *
   * @param alphaBar abar of the sample's time, in [0, 1)
   */
  public Estimate estimate(Tensor prediction, Tensor noisy, double alphaBar) {
    return estimate(prediction, noisy, ForwardProcess.ofAlphaBars(alphaBar));
  }

  /**
   * What a network of this type should output for clean images and the noise added to them.
   *
   * @param clean the clean images
   * @param noise the noise, of the same shape
   * @param at the time of the sample, or of each of its images
   * @throws IllegalArgumentException if the arguments do not fit together
   */
  public Tensor target(Tensor clean, Tensor noise, ForwardProcess at) {
    noise.requireShape("noise", clean.shape());
    return switch (this) {
      case NOISE -> noise;
      case VELOCITY -> at.velocity(clean, noise);
      case CLEAN -> clean;
    };
  }

  /**
   * The same where all images have one time.
   *
   * @param alphaBar abar of the sample's time, in [0, 1]
   */
  public Tensor target(Tensor clean, Tensor noise, double alphaBar) {
    return target(clean, noise, ForwardProcess.ofAlphaBars(alphaBar));
  }
}
