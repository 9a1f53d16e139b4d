package org.pigdiffusion.evaluation;

import java.util.Arrays;

/**
 * What the border of a mask is, of which distances are measured. Figures of two definitions cannot
 * be compared: of two single pixels 2 mm apart, one beside the other with one between them, the
 * mean distance is 2 mm from centre to centre, and 1.5 mm from corner to corner.
 */
public enum Border {
  /**
   * The centres of the mask's pixels that touch, by an edge, a pixel outside it or the edge of the
   * image. All weigh the same; a percentile that falls between two distances is interpolated. This
   * is how MONAI and MetricsReloaded measure, and the default.
   */
  PIXELS {
    @Override
    Surface of(Mask mask, Spacing spacing) {
      boolean[] points = new boolean[mask.values().length];
      double[] weights = new double[points.length];
      int i = 0;
      for (int slice = 0; slice < mask.depth(); slice++) {
        for (int row = 0; row < mask.height(); row++) {
          for (int column = 0; column < mask.width(); column++, i++) {
            points[i] = mask.values()[i] && touchesOutside(mask, slice, row, column);
            weights[i] = 1;
          }
        }
      }
      return new Surface(points, weights, mask.height(), mask.width());
    }

    @Override
    double percentile(double[] distances, double[] weights, double percent) {
      return Samples.quantile(distances, percent / 100);
    }
  },

  /**
   * The corners between pixels at which mask and outside meet, weighted by the length of the
   * contour that runs through them; a percentile is the least distance that so much of the contour
   * does not exceed. This is how DeepMind's surface-distance measures (Nikolov et al. 2021, arXiv
   * 1809.04430). For single images only.
   */
  CORNERS {
    @Override
    Surface of(Mask mask, Spacing spacing) {
      if (mask.depth() != 1) {
        throw new IllegalArgumentException(
            "border: CORNERS is for single images, found %d slices; use PIXELS"
                .formatted(mask.depth()));
      }
      int height = mask.height() + 1;
      int width = mask.width() + 1;
      double[] weights = new double[height * width];
      boolean[] points = new boolean[weights.length];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = contour(mask, i / width, i % width, spacing);
        points[i] = weights[i] > 0;
      }
      return new Surface(points, weights, height, width);
    }

    @Override
    double percentile(double[] distances, double[] weights, double percent) {
      double part = percent / 100 * Arrays.stream(weights).sum();
      double sum = 0;
      for (int i = 0; i < distances.length; i++) {
        sum += weights[i];
        if (sum >= part) {
          return distances[i];
        }
      }
      return distances[distances.length - 1];
    }
  };

  /** Points of a grid, slice after slice, row after row. */
  static final class Surface {
    private final boolean[] points;
    private final double[] weights;
    private final int height;
    private final int width;

    Surface(boolean[] points, double[] weights, int height, int width) {
      this.points = points;
      this.weights = weights;
      this.height = height;
      this.width = width;
    }

    /** Which of them are the border; not to be written to. */
    boolean[] points() {
      return points;
    }

    /** What each point of the border weighs; not to be written to. */
    double[] weights() {
      return weights;
    }

    /** The rows of the grid. */
    int height() {
      return height;
    }

    /** The columns of the grid. */
    int width() {
      return width;
    }
  }

  /** The border of a mask. */
  abstract Surface of(Mask mask, Spacing spacing);

  /**
   * The distance that a share of the border does not exceed.
   *
   * @param distances in ascending order, at least one
   * @param weights of the points that have these distances
   * @param percent in (0, 100]
   */
  abstract double percentile(double[] distances, double[] weights, double percent);

  private static boolean touchesOutside(Mask mask, int slice, int row, int column) {
    boolean inSlice =
        mask.at(slice, row - 1, column)
            && mask.at(slice, row + 1, column)
            && mask.at(slice, row, column - 1)
            && mask.at(slice, row, column + 1);
    boolean acrossSlices =
        mask.depth() == 1 || (mask.at(slice - 1, row, column) && mask.at(slice + 1, row, column));
    return !(inSlice && acrossSlices);
  }

  /** The length of the contour within the four half pixels around a corner; 0 off the border. */
  private static double contour(Mask mask, int row, int column, Spacing spacing) {
    boolean a = mask.at(0, row - 1, column - 1);
    boolean b = mask.at(0, row - 1, column);
    boolean c = mask.at(0, row, column - 1);
    boolean d = mask.at(0, row, column);
    double diagonal = Math.hypot(spacing.row(), spacing.column()) / 2;
    if (a == b && c == d) {
      return a == c ? 0 : spacing.column();
    }
    if (a == c && b == d) {
      return spacing.row();
    }
    return a == d && b == c ? 2 * diagonal : diagonal;
  }
}
