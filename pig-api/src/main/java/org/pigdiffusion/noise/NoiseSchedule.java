package org.pigdiffusion.noise;

import java.util.Arrays;

/**
 * How noisy a sample is at each time step: {@code abar_t}, the product of {@code 1 - beta_i} over
 * {@code i <= t}. What a noisy sample is made of says {@link ForwardProcess}, see {@link #at}.
 *
 * <p>Time steps are counted from 0, the least noisy, to {@code timeSteps() - 1}; the paper counts
 * from 1. {@link #CLEAN} is the clean end below step 0, where abar is exactly 1. All coefficients
 * are in double. Immutable.
 */
public final class NoiseSchedule {
  /** The time of the clean end: one below the first time step. */
  public static final int CLEAN = -1;

  private final String description;
  private final double[] alphaBars;

  private NoiseSchedule(String description, double[] alphaBars) {
    double above = 1;
    for (int t = 0; t < alphaBars.length; t++) {
      if (!(alphaBars[t] < above && alphaBars[t] >= 0)) {
        throw new IllegalArgumentException(
            "%s: expected abar to fall strictly from 1 and to stay at or above 0, found %s after %s"
                    .formatted(description, alphaBars[t], above)
                + " at time step "
                + t);
      }
      above = alphaBars[t];
    }
    this.description = description;
    this.alphaBars = alphaBars;
  }

  /** The paper's schedule: {@code linear(1024, 1e-4, 0.02)}. */
  public static NoiseSchedule paper() {
    return linear(1024, 1e-4, 0.02);
  }

  /** beta in even steps from {@code first} to {@code last}, both in (0, 1) (Ho et al. 2020). */
  public static NoiseSchedule linear(int timeSteps, double first, double last) {
    return BetaCurve.LINEAR.schedule(timeSteps, first, last);
  }

  /**
   * The square root of beta in even steps; also called quad (Rombach et al. 2022, and the DDIM
   * code).
   */
  public static NoiseSchedule scaledLinear(int timeSteps, double first, double last) {
    return BetaCurve.SCALED_LINEAR.schedule(timeSteps, first, last);
  }

  /**
   * beta along a sigmoid from -6 to 6, stretched from {@code first} to {@code last} (DDIM code).
   */
  public static NoiseSchedule sigmoid(int timeSteps, double first, double last) {
    return BetaCurve.SIGMOID.schedule(timeSteps, first, last);
  }

  /** abar along a squared cosine, beta at most 0.999 (Nichol and Dhariwal 2021). */
  public static NoiseSchedule cosine(int timeSteps) {
    return BetaCurve.COSINE.schedule(timeSteps);
  }

  /** The same beta at every time step. */
  public static NoiseSchedule constant(int timeSteps, double beta) {
    return BetaCurve.CONSTANT.schedule(timeSteps, beta);
  }

  /**
   * {@code beta_t = 1 / (T - t)}: ends at abar 0 (DDIM code), so the last time step is of no use to
   * noise prediction.
   */
  public static NoiseSchedule jsd(int timeSteps) {
    return BetaCurve.JSD.schedule(timeSteps);
  }

  /** A schedule of the given betas, each in (0, 1]. */
  public static NoiseSchedule ofBetas(double... betas) {
    return BetaCurve.BETAS.schedule(betas.length, betas);
  }

  /**
   * The schedule that a description names: the inverse of {@link #description}.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static NoiseSchedule parse(String description) {
    return NoiseScheduleParser.parse(description);
  }

  static NoiseSchedule fromBetas(String description, double[] betas) {
    double[] alphaBars = new double[betas.length];
    double product = 1;
    for (int t = 0; t < betas.length; t++) {
      if (!(betas[t] > 0 && betas[t] <= 1)) {
        throw new IllegalArgumentException(
            "beta: expected in (0,1], found %s at time step %d of %s"
                .formatted(betas[t], t, description));
      }
      product *= 1 - betas[t];
      alphaBars[t] = product;
    }
    return new NoiseSchedule(description, alphaBars);
  }

  /**
   * This schedule with sqrt(abar) shifted and scaled so that the last time step is pure noise, abar
   * 0 (Lin et al. 2023, arXiv 2305.08891, Algorithm 1). Needs velocity or clean prediction.
   *
   * @throws IllegalArgumentException if there is only one time step
   */
  public NoiseSchedule zeroTerminalSnr() {
    if (timeSteps() == 1) {
      throw new IllegalArgumentException("timeSteps: expected at least 2 to rescale, found 1");
    }
    double first = ForwardProcess.a(alphaBars[0]);
    double last = ForwardProcess.a(alphaBars[timeSteps() - 1]);
    double[] rescaled =
        Arrays.stream(alphaBars)
            .map(abar -> Math.pow((ForwardProcess.a(abar) - last) * first / (first - last), 2))
            .toArray();
    return new NoiseSchedule("zeroTerminalSnr(" + description + ")", rescaled);
  }

  /**
   * This schedule with every signal-to-noise ratio multiplied by {@code factor^2}, so that log SNR
   * is shifted by {@code 2 log(factor)} (Hoogeboom et al. 2023, arXiv 2301.11093, Section 3.1). The
   * pixels of a large image tell the same things many times over, so it needs more noise: for
   * images of {@code d} times the side that a schedule is meant for, the factor is {@code 1 / d}.
   *
   * @param factor above 0; below 1 for more noise
   */
  public NoiseSchedule shifted(double factor) {
    if (!(factor > 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException("factor: expected above 0, found " + factor);
    }
    double times = factor * factor;
    double[] shifted =
        Arrays.stream(alphaBars).map(abar -> times * abar / (1 - abar + times * abar)).toArray();
    return new NoiseSchedule("shifted(" + description + "," + factor + ")", shifted);
  }

  /** T, the number of time steps. */
  public int timeSteps() {
    return alphaBars.length;
  }

  /**
   * abar at a time: the share of the clean image in the variance, in [0, 1). Exact at whole times;
   * between them log SNR is interpolated linearly.
   *
   * @param t in [0, timeSteps() - 1], or {@link #CLEAN}, for which the result is exactly 1. Between
   *     the clean end and time 0 there is nothing: log SNR has no finite value to come from. The
   *     same holds between the last two times of a schedule that ends at abar 0
   */
  public double alphaBar(double t) {
    if (t == CLEAN) {
      return 1;
    }
    int below = (int) Math.floor(requireInRange(t, " or the clean end"));
    if (t == below) {
      return alphaBars[below];
    }
    if (alphaBars[below + 1] == 0) {
      throw new IllegalArgumentException(
          "t: expected at most %d, or %d where abar is 0, found %s in %s"
              .formatted(below, below + 1, t, description));
    }
    double low = logSnr(below);
    return 1 / (1 + Math.exp(-(low + (t - below) * (logSnr(below + 1) - low))));
  }

  private double requireInRange(double t, String elsewhere) {
    if (!(t >= 0 && t <= alphaBars.length - 1)) {
      throw new IllegalArgumentException(
          "t: expected in [0,%d]%s, found %s".formatted(alphaBars.length - 1, elsewhere, t));
    }
    return t;
  }

  private double logSnr(int t) {
    return ForwardProcess.logSnr(alphaBars[t]);
  }

  /**
   * beta at a time step, {@code 1 - abar_t / abar_(t-1)}.
   *
   * @param t in [0, timeSteps() - 1]
   */
  public double beta(int t) {
    return 1 - alphaBar(requireInRange(t, "")) / alphaBar(t - 1);
  }

  /**
   * The signal-to-noise ratio {@code abar / (1 - abar)}; infinite at the clean end.
   *
   * @param t as for {@link #alphaBar}
   */
  public double snr(double t) {
    return ForwardProcess.snr(alphaBar(t));
  }

  /**
   * The time of a signal-to-noise ratio: the inverse of {@link #snr}.
   *
   * @param snr in [snr(timeSteps() - 1), snr(0)]
   * @return a time in [0, timeSteps() - 1], whole only where the ratio is that of a time step
   */
  public double timeAtSnr(double snr) {
    int last = timeSteps() - 1;
    double least = snr(last);
    if (!(snr >= least && snr <= snr(0))) {
      throw new IllegalArgumentException(
          "snr: expected in [%s,%s], found %s".formatted(least, snr(0), snr));
    }
    int below = 0;
    int above = last;
    while (above - below > 1) {
      int middle = (below + above) >>> 1;
      if (snr(middle) >= snr) {
        below = middle;
      } else {
        above = middle;
      }
    }
    if (snr == snr(below)) {
      return below;
    }
    if (snr == least) {
      return last;
    }
    if (alphaBars[above] == 0) {
      throw new IllegalArgumentException(
          "snr: expected at least %s, or 0, found %s in %s"
              .formatted(snr(below), snr, description));
    }
    double low = logSnr(below);
    return below + (Math.log(snr) - low) / (logSnr(above) - low);
  }

  /**
   * The forward process at a time, or at a time for each image of a batch.
   *
   * @param times each as for {@link #alphaBar}; one for a whole batch, or one for each image
   */
  public ForwardProcess at(double... times) {
    return ForwardProcess.ofAlphaBars(Arrays.stream(times).map(this::alphaBar).toArray());
  }

  /** Names this schedule with its settings, such as {@code linear(1024,1.0E-4,0.02)}. */
  public String description() {
    return description;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoiseSchedule that && Arrays.equals(alphaBars, that.alphaBars);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(alphaBars);
  }

  @Override
  public String toString() {
    return description;
  }
}
