package org.pigdiffusion.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * Bootstrap intervals (Efron 1979): the sample is drawn again from itself, with replacement, and
 * measured again, many times.
 *
 * <p>The interval is that of the percentiles, moved so that the mean of the repeated measurements
 * falls on the value measured. For a mean this changes next to nothing. A distance is raised by the
 * items that a draw repeats: plain percentiles then lie above the value, often without touching it.
 * What remains says how much the value would scatter from sample to sample of this size. It says
 * nothing of the bias that the value itself has, which shrinks with the size; and an interval of a
 * small distance may begin below 0. That of a share or a mean ends where no share or mean can be.
 *
 * <p>Only the sample is drawn again. A reference that it is compared with stays as it is, so that
 * several samples are measured with one ruler.
 *
 * <p>Equal settings give equal intervals, whatever the number of threads; draws are measured in
 * parallel on the common pool.
 *
 * @param resamples how often to draw, at least 20
 * @param level the share of repeated measurements within the interval, in (0, 1)
 * @param seed of the draws
 */
public record Bootstrap(int resamples, double level, long seed) {
  /** Checks the settings. */
  public Bootstrap {
    if (resamples < 20) {
      throw new IllegalArgumentException("resamples: expected at least 20, found " + resamples);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level: expected in (0,1), found " + level);
    }
  }

  /** Intervals of 95 %. */
  public static Bootstrap of(int resamples, long seed) {
    return new Bootstrap(resamples, 0.95, seed);
  }

  /**
   * The value of a statistic and its interval.
   *
   * @throws IllegalArgumentException if it has fewer than two items: all draws are then the same
   */
  public Measured measure(Statistic statistic) {
    if (statistic.size() < 2) {
      throw new IllegalArgumentException(
          "statistic: expected at least 2 items to draw from, found " + statistic.size());
    }
    double value = statistic.value();
    long[] seeds = RandomSource.XO_SHI_RO_256_PP.create(seed).longs(resamples).toArray();
    double[] repeated =
        IntStream.range(0, resamples)
            .parallel()
            .mapToDouble(i -> statistic.of(draws(statistic.size(), seeds[i])))
            .toArray();
    double shift = value - Arrays.stream(repeated).average().orElseThrow();
    // At place p (n + 1), as bootstraps have it (Davison and Hinkley 1997, section 5.2), and not
    // where Samples has a quantile: of 200 draws that is an interval 4 % narrower.
    Percentile percentile = new Percentile();
    percentile.setData(repeated);
    double tail = 50 * (1 - level);
    // The value itself may be an ulp beyond its limits.
    return new Measured(
        value,
        Math.min(value, Math.max(statistic.least(), percentile.evaluate(tail) + shift)),
        Math.max(value, Math.min(statistic.most(), percentile.evaluate(100 - tail) + shift)));
  }

  /** How often each item is drawn. A draw of one item alone has no spread, and is not used. */
  private static int[] draws(int size, long seed) {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    while (true) {
      int[] draws = new int[size];
      for (int i = 0; i < size; i++) {
        draws[random.nextInt(size)]++;
      }
      if (Arrays.stream(draws).noneMatch(count -> count == size)) {
        return draws;
      }
    }
  }
}
