package org.pigdiffusion.picture;

import java.util.ArrayList;
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
 */
public record MaskStatistics(double areaFraction, int components, double largestFraction) {

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
      List<ConnectedComponents.Component> lesions =
          ConnectedComponents.of(classes.lesion(n), shape.height(), shape.width()).all();
      int pixels = lesions.stream().mapToInt(ConnectedComponents.Component::pixels).sum();
      int largest =
          lesions.stream().mapToInt(ConnectedComponents.Component::pixels).max().orElse(0);
      double plane = shape.planeSize();
      result.add(new MaskStatistics(pixels / plane, lesions.size(), largest / plane));
    }
    return result;
  }
}
