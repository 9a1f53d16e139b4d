package org.pigdiffusion.trainer;

/**
 * How often each time step is learnt from. The steps at the ends are seldom met where the density
 * is not uniform, and those that are never met are not learnt at all.
 */
public sealed interface TimeDensity {

  /** Every time step as often (Algorithm 1). */
  static TimeDensity uniform() {
    return new Uniform();
  }

  /**
   * The logit of the time's share of all steps, {@code log(s / (1 - s))} with {@code s = (t + 1/2)
   * / T}, is normally distributed (Esser et al. 2024, arXiv 2403.03206, Eq. 19).
   *
   * @param mean above 0 prefers much noise
   * @param deviation above 0
   */
  static TimeDensity logitNormal(double mean, double deviation) {
    return new LogitNormal(mean, deviation);
  }

  /**
   * The logarithm of {@code sigma = sqrt((1 - abar) / abar)} is normally distributed (Karras et al.
   * 2022, arXiv 2206.00364, Table 1, with mean -1.2 and deviation 1.2); the time step of the
   * nearest noise is taken.
   *
   * @param mean above 0 prefers noise that is stronger than the image
   * @param deviation above 0
   */
  static TimeDensity logNormalSigma(double mean, double deviation) {
    return new LogNormalSigma(mean, deviation);
  }

  /** See {@link TimeDensity#uniform}. */
  record Uniform() implements TimeDensity {}

  /**
   * See {@link TimeDensity#logitNormal}.
   *
   * @param mean of the logit
   * @param deviation of the logit, above 0
   */
  record LogitNormal(double mean, double deviation) implements TimeDensity {
    /** Creates the density. */
    public LogitNormal {
      requireNormal(mean, deviation);
    }
  }

  /**
   * See {@link TimeDensity#logNormalSigma}.
   *
   * @param mean of log sigma
   * @param deviation of log sigma, above 0
   */
  record LogNormalSigma(double mean, double deviation) implements TimeDensity {
    /** Creates the density. */
    public LogNormalSigma {
      requireNormal(mean, deviation);
    }
  }

  private static void requireNormal(double mean, double deviation) {
    Checks.require(Double.isFinite(mean), "mean", "a finite number", mean);
    Checks.require(deviation > 0 && Double.isFinite(deviation), "deviation", "above 0", deviation);
  }
}
