package org.pigdiffusion.evaluation;

import java.util.Arrays;
import org.hipparchus.stat.descriptive.rank.Percentile;

/** What is asked of a sample of numbers. */
final class Samples {
  private Samples() {}

  /** A copy of the numbers, if there are enough and all are finite. */
  static double[] finite(String name, int least, double[] values) {
    if (values.length < least) {
      throw new IllegalArgumentException(
          "%s: expected at least %d, found %d".formatted(name, least, values.length));
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(name + ": expected finite numbers, found " + value);
      }
    }
    return values.clone();
  }

  /**
   * The number below which a share of the numbers lies, interpolated between two of them: the
   * definition that numpy has by default, and with it radiomics and other programs.
   */
  static double quantile(double[] values, double share) {
    return share == 0
        ? Arrays.stream(values).min().orElseThrow()
        : new Percentile(100 * share)
            .withEstimationType(Percentile.EstimationType.R_7)
            .evaluate(values);
  }
}
