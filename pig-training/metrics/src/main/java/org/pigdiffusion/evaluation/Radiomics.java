package org.pigdiffusion.evaluation;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * Radiomics features, by the names and the formulas of pyradiomics 3.0.1 (van Griethuysen et al.
 * 2017): first order, grey level co-occurrence (GLCM) and run length (GLRLM), and of lesions the
 * shape. All are of single images, with a distance of one pixel and the mean over four directions.
 *
 * <p>Images are taken from [-1, 1] to grey values of 0 to 255, those of several channels by their
 * mean. Features of grey levels bin them 25 values wide, as pyradiomics does unless told otherwise.
 * Shapes are in pixels.
 */
public final class Radiomics {
  private static final double BIN_WIDTH = 25;

  private Radiomics() {}

  /**
   * The features of a whole image.
   *
   * @param y {@code [1, c, h, w]}, about [-1, 1]
   */
  public static Map<String, Double> ofImage(Tensor y) {
    Shape shape = y.shape();
    boolean[] all = new boolean[shape.planeSize()];
    Arrays.fill(all, true);
    return ofRegion(grey(y), Mask.of(all, shape.height(), shape.width()), false);
  }

  /**
   * The features of the lesion of an image, its shape among them.
   *
   * @param y {@code [1, c, h, w]}, about [-1, 1]
   * @param lesion of the same size
   * @throws IllegalArgumentException if the lesion has no two pixels that touch
   */
  public static Map<String, Double> ofLesion(Tensor y, Mask lesion) {
    if (lesion.depth() != 1
        || lesion.height() != y.shape().height()
        || lesion.width() != y.shape().width()) {
      throw new IllegalArgumentException(
          "lesion: expected a mask of one image of shape %s, found %dx%dx%d"
              .formatted(y.shape(), lesion.depth(), lesion.height(), lesion.width()));
    }
    return ofRegion(grey(y), lesion, true);
  }

  /** The features of a region of grey values. */
  static Map<String, Double> ofRegion(double[] grey, Mask mask, boolean shape) {
    Map<String, Double> features = new LinkedHashMap<>();
    GreyRegion region = GreyRegion.of(grey, mask, BIN_WIDTH);
    CoOccurrence.of(region, features);
    FirstOrder.of(region, features);
    RunLengths.of(region, features);
    if (shape) {
      RegionShape.of(mask, features);
    }
    return Collections.unmodifiableMap(features);
  }

  private static double[] grey(Tensor y) {
    y.requireShape("y", y.shape().withBatch(1));
    if (y.shape().channels() < 1 || !y.isFinite()) {
      throw new IllegalArgumentException(
          "y: expected finite values of at least one channel, found shape " + y.shape());
    }
    int plane = y.shape().planeSize();
    float[] values = y.toArray();
    double[] grey = new double[plane];
    for (int i = 0; i < values.length; i++) {
      grey[i % plane] += (values[i] + 1) * 127.5 / y.shape().channels();
    }
    return grey;
  }
}
