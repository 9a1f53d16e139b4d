package org.pigdiffusion.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The weighted mean of the values around a pixel, wherever the window fits into the image. Rows and
 * columns are weighted apart. Immutable.
 */
final class SimilarityWindow {
  private final double[] weights;

  private SimilarityWindow(int size, double... weights) {
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException("size: expected odd and at least 1, found " + size);
    }
    double sum = Arrays.stream(weights).sum();
    this.weights = Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  static SimilarityWindow gaussian(int size, double deviation) {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException("deviation: expected greater than 0, found " + deviation);
    }
    double[] weights =
        IntStream.range(0, Math.max(0, size))
            .mapToDouble(i -> (i - (size - 1) / 2.0) / deviation)
            .map(distance -> Math.exp(-distance * distance / 2))
            .toArray();
    return new SimilarityWindow(size, weights);
  }

  static SimilarityWindow uniform(int size) {
    double[] weights = new double[Math.max(0, size)];
    Arrays.fill(weights, 1);
    return new SimilarityWindow(size, weights);
  }

  int size() {
    return weights.length;
  }

  /** The means of a plane, which are fewer than its values by the size less 1, both ways. */
  double[] means(double[] plane, int height, int width) {
    int columns = width - size() + 1;
    double[] across = new double[height * columns];
    for (int row = 0; row < height; row++) {
      for (int k = 0; k < size(); k++) {
        for (int x = 0; x < columns; x++) {
          across[row * columns + x] += weights[k] * plane[row * width + x + k];
        }
      }
    }
    double[] means = new double[(height - size() + 1) * columns];
    for (int k = 0; k < size(); k++) {
      for (int i = 0; i < means.length; i++) {
        means[i] += weights[k] * across[k * columns + i];
      }
    }
    return means;
  }
}
