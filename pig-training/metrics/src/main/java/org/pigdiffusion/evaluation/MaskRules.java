package org.pigdiffusion.evaluation;

import java.util.Locale;
import java.util.Optional;
import org.pigdiffusion.picture.MaskStatistics;

/** What can be wrong with a mask. */
final class MaskRules {
  private MaskRules() {}

  static PairRule empty() {
    return new EachPair(
        "empty mask",
        pair -> area(pair) == 0 ? Optional.of("the mask has no lesion") : Optional.empty());
  }

  static PairRule area(PairSet training, double tail) {
    if (!(tail >= 0 && tail < 0.5)) {
      throw new IllegalArgumentException("tail: expected in [0,0.5), found " + tail);
    }
    double[] areas =
        MaskStatistics.ofEach(training.x()).stream()
            .mapToDouble(MaskStatistics::areaFraction)
            .filter(area -> area > 0)
            .toArray();
    if (areas.length == 0) {
      throw new IllegalArgumentException(
          "training: expected masks with a lesion, found none among " + training.size());
    }
    double low = Samples.quantile(areas, tail);
    double high = Samples.quantile(areas, 1 - tail);
    return new EachPair(
        "mask area",
        pair -> {
          double area = area(pair);
          return area >= low && area <= high
              ? Optional.empty()
              : Optional.of(
                  String.format(
                      Locale.ROOT,
                      "the lesion covers %.4f of the image, training masks %.4f to %.4f",
                      area,
                      low,
                      high));
        });
  }

  private static double area(PairSet pair) {
    return MaskStatistics.ofEach(pair.x()).get(0).areaFraction();
  }
}
