package org.pigdiffusion.picture;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.ConnectedComponents;

/**
 * What can be counted on one mask.
 *
 * @param areaFraction the share of pixels that are not background, in [0, 1]
 * @param components the number of separate lesions (8-connectivity)
 * @param largestFraction the share of pixels of the largest lesion, in [0, areaFraction]
 * @param sizes the pixels of each lesion, at least 1, in the order of the first pixel of each, row
 *     after row
 */
public record MaskStatistics(
    double areaFraction, int components, double largestFraction, List<Integer> sizes) {
  /** Copies the list. */
  public MaskStatistics {
    sizes = List.copyOf(sizes);
  }

  /**
   * Counts on every mask of a batch.
   *
   * @param masks {@code [n, k, h, w]}; of one channel, what is greater than 0 is lesion; of
   *     several, the greatest channel says the class, and channel 0 is background
   */
  public static List<MaskStatistics> ofEach(Tensor masks) {
    MaskClasses classes = MaskClasses.of(masks);
    Shape shape = masks.shape();
    List<MaskStatistics> result = new ArrayList<>();
    for (int n = 0; n < shape.batch(); n++) {
      List<Integer> sizes =
          ConnectedComponents.of(classes.lesion(n), shape.height(), shape.width()).all().stream()
              .map(ConnectedComponents.Component::pixels)
              .toList();
      IntSummaryStatistics pixels = sizes.stream().mapToInt(Integer::intValue).summaryStatistics();
      double plane = shape.planeSize();
      double largest = sizes.isEmpty() ? 0 : pixels.getMax() / plane;
      result.add(new MaskStatistics(pixels.getSum() / plane, sizes.size(), largest, sizes));
    }
    return result;
  }
}
