package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The shape of a region of an image, in pixels (pyradiomics, shape2D). Perimeter and mesh surface
 * are those of the contour that runs half-way between pixels of the region and others.
 */
final class RegionShape {
  private RegionShape() {}

  /** Adds the features. */
  static void of(Mask region, Map<String, Double> features) {
    Border.Surface corners = Border.CORNERS.of(region, Spacing.PIXELS);
    double perimeter = 0;
    double surface = 0;
    for (int i = 0; i < corners.points().length; i++) {
      perimeter += corners.weights()[i];
      surface += surface(region, i / corners.width(), i % corners.width());
    }
    double[] axes = axes(region);
    features.put("PixelSurface", (double) region.pixels());
    features.put("MeshSurface", surface);
    features.put("Perimeter", perimeter);
    features.put("PerimeterSurfaceRatio", perimeter / surface);
    features.put("Sphericity", 2 * Math.sqrt(Math.PI * surface) / perimeter);
    features.put("MaximumDiameter", diameter(region));
    features.put("MajorAxisLength", 4 * Math.sqrt(axes[0]));
    features.put("MinorAxisLength", 4 * Math.sqrt(axes[1]));
    features.put("Elongation", axes[0] == 0 ? 0 : Math.sqrt(axes[1] / axes[0]));
  }

  /** What the contour cuts off the four half pixels around a corner. */
  private static double surface(Mask region, int row, int column) {
    boolean a = region.at(0, row - 1, column - 1);
    boolean b = region.at(0, row - 1, column);
    boolean c = region.at(0, row, column - 1);
    boolean d = region.at(0, row, column);
    int pixels = (a ? 1 : 0) + (b ? 1 : 0) + (c ? 1 : 0) + (d ? 1 : 0);
    return switch (pixels) {
      case 0 -> 0;
      case 1 -> 1.0 / 8;
      case 2 -> a == d ? 1.0 / 4 : 1.0 / 2;
      case 3 -> 7.0 / 8;
      default -> 1;
    };
  }

  /** The greatest distance of two points of the contour. */
  private static double diameter(Mask region) {
    List<double[]> points = new ArrayList<>();
    for (int row = -1; row < region.height(); row++) {
      for (int column = -1; column < region.width(); column++) {
        boolean here = region.at(0, row, column);
        if (here != region.at(0, row + 1, column)) {
          points.add(new double[] {row + 0.5, column});
        }
        if (here != region.at(0, row, column + 1)) {
          points.add(new double[] {row, column + 0.5});
        }
      }
    }
    double greatest = 0;
    for (double[] one : points) {
      for (double[] other : points) {
        greatest = Math.max(greatest, Math.hypot(one[0] - other[0], one[1] - other[1]));
      }
    }
    return greatest;
  }

  /** The variances of the pixels along the region's major and minor axis. */
  private static double[] axes(Mask region) {
    double n = region.pixels();
    double[] sums = new double[5];
    for (int i = 0; i < region.values().length; i++) {
      if (region.values()[i]) {
        int row = i / region.width();
        double y = row;
        double x = i % region.width();
        double[] terms = {y, x, y * y, x * x, y * x};
        for (int k = 0; k < terms.length; k++) {
          sums[k] += terms[k] / n;
        }
      }
    }
    double rows = sums[2] - sums[0] * sums[0];
    double columns = sums[3] - sums[1] * sums[1];
    double both = sums[4] - sums[0] * sums[1];
    double middle = (rows + columns) / 2;
    double spread = Math.hypot((rows - columns) / 2, both);
    return new double[] {Math.max(0, middle + spread), Math.max(0, middle - spread)};
  }
}
