package org.pigdiffusion.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.MaskStatistics;

/**
 * Two sets of masks side by side: how much of the image they cover, and how many lesions they show.
 *
 * @param realAreas the share of the image that each real mask covers, in [0, 1], in their order
 * @param sampledAreas the same of each sampled mask
 * @param areaDistance the greatest difference of the two cumulative distributions of areas
 *     (Kolmogorov-Smirnov), in [0, 1]
 * @param realLesions separate lesions of a real mask, on average
 * @param sampledLesions separate lesions of a sampled mask, on average
 */
public record MaskComparison(
    List<Double> realAreas,
    List<Double> sampledAreas,
    double areaDistance,
    double realLesions,
    double sampledLesions) {

  /** Copies the lists. */
  public MaskComparison {
    realAreas = List.copyOf(realAreas);
    sampledAreas = List.copyOf(sampledAreas);
  }

  /**
   * Compares masks.
   *
   * @param real at least two, {@code [n, k, h, w]}, as {@link PairSet#x}
   * @param sampled at least two of the same channels, height and width
   */
  public static MaskComparison of(Tensor real, Tensor sampled) {
    requireTwo("real", real);
    requireTwo("sampled", sampled);
    sampled.requireShape("sampled", real.shape().withBatch(sampled.shape().batch()));
    List<MaskStatistics> a = MaskStatistics.ofEach(real);
    List<MaskStatistics> b = MaskStatistics.ofEach(sampled);
    return new MaskComparison(
        areas(a),
        areas(b),
        new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(array(areas(a)), array(areas(b))),
        mean(a, MaskStatistics::components),
        mean(b, MaskStatistics::components));
  }

  private static void requireTwo(String name, Tensor masks) {
    if (masks.shape().batch() < 2) {
      throw new IllegalArgumentException(
          "%s: expected at least 2 masks, found %d".formatted(name, masks.shape().batch()));
    }
  }

  private static List<Double> areas(List<MaskStatistics> masks) {
    return masks.stream().map(MaskStatistics::areaFraction).toList();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double mean(List<MaskStatistics> masks, ToDoubleFunction<MaskStatistics> count) {
    return masks.stream().mapToDouble(count).average().orElseThrow();
  }
}
