package org.pigdiffusion.evaluation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/** What can be wrong with the values of an image. */
final class IntensityRules {
  private IntensityRules() {}

  static PairRule range(double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "low, high: expected low below high, found %s and %s".formatted(low, high));
    }
    return new EachPair(
        "intensity",
        pair -> {
          if (!pair.y().isFinite()) {
            return notFinite();
          }
          StreamingStatistics values = statistics(pair);
          // As floats, as the image has them: 1.1 as a float is greater than 1.1.
          return values.getMin() >= (float) low && values.getMax() <= (float) high
              ? Optional.empty()
              : Optional.of(
                  String.format(
                      Locale.ROOT,
                      "the values are from %.3f to %.3f, expected within %.3f to %.3f",
                      values.getMin(),
                      values.getMax(),
                      low,
                      high));
        });
  }

  static PairRule constant(double least) {
    if (!(least > 0)) {
      throw new IllegalArgumentException("least: expected greater than 0, found " + least);
    }
    return new EachPair(
        "constant image",
        pair -> {
          if (!pair.y().isFinite()) {
            return notFinite();
          }
          double deviation = Math.sqrt(statistics(pair).getPopulationVariance());
          return deviation >= least
              ? Optional.empty()
              : Optional.of(
                  String.format(
                      Locale.ROOT,
                      "the values have a deviation of %.4f, expected at least %.4f",
                      deviation,
                      least));
        });
  }

  static Optional<String> notFinite() {
    return Optional.of("the image has values that are not finite");
  }

  private static StreamingStatistics statistics(PairSet pair) {
    float[] values = pair.y().toArray();
    StreamingStatistics statistics = new StreamingStatistics();
    IntStream.range(0, values.length).forEach(i -> statistics.addValue(values[i]));
    return statistics;
  }
}
