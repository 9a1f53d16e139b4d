package org.pigdiffusion.phantom;

import java.util.Arrays;

/** Arithmetic on square planes of values. */
final class Planes {
  private Planes() {}

  /** Shifts and scales a plane in place to mean 0 and standard deviation 1. */
  static double[][] standardise(double[][] plane) {
    double count = (double) plane.length * plane.length;
    double mean = Arrays.stream(plane).flatMapToDouble(Arrays::stream).sum() / count;
    double squares =
        Arrays.stream(plane)
            .flatMapToDouble(Arrays::stream)
            .map(v -> (v - mean) * (v - mean))
            .sum();
    double scale = 1 / Math.sqrt(squares / count);
    for (double[] row : plane) {
      Arrays.setAll(row, i -> (row[i] - mean) * scale);
    }
    return plane;
  }

  /** The value below which a fraction of the plane's values lies. */
  static double quantile(double[][] plane, double fraction) {
    double[] sorted = Arrays.stream(plane).flatMapToDouble(Arrays::stream).sorted().toArray();
    return sorted[(int) (fraction * (sorted.length - 1))];
  }
}
