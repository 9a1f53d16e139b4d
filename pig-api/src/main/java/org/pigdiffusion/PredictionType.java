package org.pigdiffusion;

/**
 * What a network predicts. With {@code a = sqrt(abar)} and {@code s = sqrt(1 - abar)}, a noisy
 * sample is {@code x_t = a x_0 + s e}; any one of noise, velocity and clean image gives the others.
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
   * The clean image and the noise that a prediction implies, the inverse of {@link #target}.
   *
   * @param prediction the network's output
   * @param noisy the sample it was given, of the same shape
   * @param alphaBar abar of the sample's time step, in [0, 1)
   * @throws IllegalArgumentException if the shapes differ, abar is out of range, or abar is 0 and
   *     this is {@link #NOISE}
   */
  public Estimate estimate(Tensor prediction, Tensor noisy, double alphaBar) {
    prediction.requireShape("prediction", noisy.shape());
    if (!(alphaBar >= 0 && alphaBar < 1)) {
      throw new IllegalArgumentException("alphaBar: expected in [0,1), found " + alphaBar);
    }
    if (!determinesCleanAt(alphaBar)) {
      throw new IllegalArgumentException(
          "alphaBar: expected above 0 for noise prediction, found 0 (zero terminal SNR needs"
              + " velocity or clean prediction)");
    }
    double a = Math.sqrt(alphaBar);
    double s = Math.sqrt(1 - alphaBar);
    return switch (this) {
      case NOISE -> new Estimate(Tensor.combine(1 / a, noisy, -s / a, prediction), prediction);
      case VELOCITY ->
          new Estimate(
              Tensor.combine(a, noisy, -s, prediction), Tensor.combine(s, noisy, a, prediction));
      case CLEAN -> new Estimate(prediction, Tensor.combine(1 / s, noisy, -a / s, prediction));
    };
  }

  /**
   * What a network of this type should output for a clean image and the noise added to it.
   *
   * @param clean the clean image
   * @param noise the noise, of the same shape
   * @param alphaBar abar of the time step, in [0, 1]
   * @throws IllegalArgumentException if the shapes differ or abar is out of range
   */
  public Tensor target(Tensor clean, Tensor noise, double alphaBar) {
    noise.requireShape("noise", clean.shape());
    if (!(alphaBar >= 0 && alphaBar <= 1)) {
      throw new IllegalArgumentException("alphaBar: expected in [0,1], found " + alphaBar);
    }
    return switch (this) {
      case NOISE -> noise;
      case VELOCITY -> Tensor.combine(Math.sqrt(alphaBar), noise, -Math.sqrt(1 - alphaBar), clean);
      case CLEAN -> clean;
    };
  }
}
