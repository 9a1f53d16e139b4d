package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * One image of values in [0, 1] at several scales, with what can be known of it before it is
 * compared. Immutable.
 */
final class SimilarityPyramid {
  /** Keep divisions by small means and variances steady (Wang et al. 2004). */
  private static final double OF_MEANS = 0.01 * 0.01;

  private static final double OF_VARIANCES = 0.03 * 0.03;

  private final List<Level> levels;
  private final SimilarityWindow window;

  private SimilarityPyramid(List<Level> levels, SimilarityWindow window) {
    this.levels = List.copyOf(levels);
    this.window = window;
  }

  static SimilarityPyramid of(Tensor image, int scales, SimilarityWindow window) {
    List<Level> levels = new ArrayList<>();
    Level level = Level.of(image, window);
    levels.add(level);
    for (int scale = 1; scale < scales; scale++) {
      level = level.halved(window);
      levels.add(level);
    }
    return new SimilarityPyramid(levels, window);
  }

  /** The product of all scales, each to the power of its weight. */
  double similarity(SimilarityPyramid other, double... weights) {
    double product = 1;
    for (int scale = 0; scale < weights.length; scale++) {
      boolean last = scale == weights.length - 1;
      double similarity = levels.get(scale).similarity(other.levels.get(scale), window, last);
      product *= Math.pow(Math.max(0, similarity), weights[scale]);
    }
    return product;
  }

  /** One scale: the values of each channel, and their means and variances within the window. */
  private static final class Level {
    private final double[][] planes;
    private final double[][] means;
    private final double[][] variances;
    private final int height;
    private final int width;

    Level(double[][] planes, int height, int width, SimilarityWindow window) {
      this.planes = planes;
      this.height = height;
      this.width = width;
      this.means = new double[planes.length][];
      this.variances = new double[planes.length][];
      for (int c = 0; c < planes.length; c++) {
        means[c] = window.means(planes[c], height, width);
        variances[c] = covariances(this, this, c, window);
      }
    }

    static Level of(Tensor image, SimilarityWindow window) {
      Shape shape = image.shape();
      float[] values = image.toArray();
      double[][] planes = new double[shape.channels()][shape.planeSize()];
      for (int i = 0; i < values.length; i++) {
        planes[i / shape.planeSize()][i % shape.planeSize()] = values[i];
      }
      return new Level(planes, shape.height(), shape.width(), window);
    }

    /** Within the window: the means of the products, less the products of the means. */
    private static double[] covariances(Level a, Level b, int c, SimilarityWindow window) {
      double[] products = new double[a.planes[c].length];
      for (int i = 0; i < products.length; i++) {
        products[i] = a.planes[c][i] * b.planes[c][i];
      }
      double[] covariances = window.means(products, a.height, a.width);
      for (int i = 0; i < covariances.length; i++) {
        covariances[i] -= a.means[c][i] * b.means[c][i];
      }
      return covariances;
    }

    /** The means of blocks of 2x2; a last odd row or column is left out. */
    Level halved(SimilarityWindow window) {
      int rows = height / 2;
      int columns = width / 2;
      double[][] half = new double[planes.length][rows * columns];
      for (int c = 0; c < planes.length; c++) {
        for (int i = 0; i < half[c].length; i++) {
          int at = i / columns * 2 * width + i % columns * 2;
          half[c][i] =
              (planes[c][at]
                      + planes[c][at + 1]
                      + planes[c][at + width]
                      + planes[c][at + width + 1])
                  / 4;
        }
      }
      return new Level(half, rows, columns, window);
    }

    /**
     * The mean over all windows and channels, of contrast and structure, with brightness or not.
     */
    double similarity(Level other, SimilarityWindow window, boolean brightness) {
      return IntStream.range(0, planes.length)
          .mapToDouble(c -> ofChannel(c, other, window, brightness))
          .average()
          .orElseThrow();
    }

    private double ofChannel(int c, Level other, SimilarityWindow window, boolean brightness) {
      double[] covariances = covariances(this, other, c, window);
      double[] a = means[c];
      double[] b = other.means[c];
      double[] similarities = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        double spread = variances[c][i] + other.variances[c][i];
        similarities[i] = (2 * covariances[i] + OF_VARIANCES) / (spread + OF_VARIANCES);
        if (brightness) {
          similarities[i] *= (2 * a[i] * b[i] + OF_MEANS) / (a[i] * a[i] + b[i] * b[i] + OF_MEANS);
        }
      }
      return Arrays.stream(similarities).average().orElseThrow();
    }
  }
}
