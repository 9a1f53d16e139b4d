package org.pigdiffusion.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * All figures of one image, or of one lesion. Immutable and thread-safe.
 *
 * @param values every figure, finite
 */
public record SegmentationFigures(Map<SegmentationFigure, Double> values) {
  /** Copies the values. */
  public SegmentationFigures {
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      if (!Double.isFinite(values.getOrDefault(figure, Double.NaN))) {
        throw new IllegalArgumentException(
            "values: expected a finite %s, found %s".formatted(figure, values.get(figure)));
      }
    }
    values = Collections.unmodifiableMap(new EnumMap<>(values));
  }

  /** Each figure by its own function. */
  static SegmentationFigures each(ToDoubleFunction<SegmentationFigure> function) {
    Map<SegmentationFigure, Double> values = new EnumMap<>(SegmentationFigure.class);
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      values.put(figure, function.applyAsDouble(figure));
    }
    return new SegmentationFigures(values);
  }

  /** The mean of every figure, each of the list counting the same. */
  static SegmentationFigures average(List<SegmentationFigures> of) {
    if (of.isEmpty()) {
      throw new IllegalArgumentException("figures: expected some to take the mean of, found none");
    }
    return each(figure -> of.stream().mapToDouble(one -> one.get(figure)).average().orElseThrow());
  }

  /** One of the figures. */
  public double get(SegmentationFigure figure) {
    return values.getOrDefault(figure, Double.NaN);
  }

  /**
   * The mean of every figure over images, each of which counts the same, with its interval.
   *
   * @param images at least two; those of one patient are no independent images: interval and mean
   *     are honest for one image, or one mean, a patient
   */
  public static Map<SegmentationFigure, Measured> mean(
      List<SegmentationFigures> images, Bootstrap bootstrap) {
    Map<SegmentationFigure, Measured> means = new EnumMap<>(SegmentationFigure.class);
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      double[] each = images.stream().mapToDouble(image -> image.get(figure)).toArray();
      means.put(figure, bootstrap.measure(Statistic.mean(each)));
    }
    return Collections.unmodifiableMap(means);
  }
}
