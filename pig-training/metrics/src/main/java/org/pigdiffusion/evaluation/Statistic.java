package org.pigdiffusion.evaluation;

import java.util.Arrays;

/**
 * A quantity of a sample of items that can be measured again on draws from that sample, as {@link
 * Bootstrap} does. Implementations are immutable and thread-safe.
 */
public interface Statistic {

  /** The number of items in the sample, at least 2. */
  int size();

  /**
   * The quantity of a sample in which each item occurs a number of times.
   *
   * @param draws for each item how often it occurs, at least 0; two items at least occur. Neither
   *     kept nor changed
   */
  double of(int... draws);

  /** The quantity of the sample itself. */
  default double value() {
    int[] once = new int[size()];
    Arrays.fill(once, 1);
    return of(once);
  }

  /** What the quantity never falls below, whatever is drawn. An interval does not either. */
  default double least() {
    return Double.NEGATIVE_INFINITY;
  }

  /** What the quantity never exceeds, whatever is drawn. An interval does not either. */
  default double most() {
    return Double.POSITIVE_INFINITY;
  }

  /** The mean of some numbers, which lies between the least and the greatest of them. */
  static Statistic mean(double... values) {
    return new Mean(values);
  }

  /**
   * The Wasserstein-1 distance of some numbers from the reference's: the mean way, in the unit of
   * the numbers, by which one distribution must be moved to become the other. In one dimension it
   * is the area between the two cumulative distributions (Vallender 1974).
   */
  static Statistic wasserstein(double[] sample, double... reference) {
    return new Wasserstein(sample, reference);
  }
}
