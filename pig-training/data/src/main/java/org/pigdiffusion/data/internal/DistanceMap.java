package org.pigdiffusion.data.internal;

import java.util.Arrays;

/**
 * The exact Euclidean distance of every point of a grid from the nearest marked one, one axis after
 * the other, by the lower envelope of parabolas (Felzenszwalb and Huttenlocher 2012, "Distance
 * Transforms of Sampled Functions", Algorithm 1). Immutable.
 */
public final class DistanceMap {
  private final double[] squared;

  private DistanceMap(double[] squared) {
    this.squared = squared;
  }

  /**
   * Measures the grid.
   *
   * @param marked {@code depth * height * width} points, slice after slice, row after row
   * @param sliceStep the way from slice to slice; rowStep and columnStep alike
   */
  public static DistanceMap to(
      boolean[] marked,
      int height,
      int width,
      double sliceStep,
      double rowStep,
      double columnStep) {
    double[] squared = new double[marked.length];
    for (int i = 0; i < squared.length; i++) {
      squared[i] = marked[i] ? 0 : Double.POSITIVE_INFINITY;
    }
    int depth = marked.length / (height * width);
    sweep(squared, width, 1, columnStep);
    sweep(squared, height, width, rowStep);
    sweep(squared, depth, height * width, sliceStep);
    return new DistanceMap(squared);
  }

  /** The map of an image whose pixels are 1 apart. */
  public static DistanceMap ofPixels(boolean[] marked, int height, int width) {
    return to(marked, height, width, 1, 1, 1);
  }

  /** The distance of a point; infinite if nothing is marked. */
  public double at(int point) {
    return Math.sqrt(squared[point]);
  }

  /** Goes along one axis, which has so many points, that far apart in the array and in length. */
  private static void sweep(double[] squared, int points, int stride, double step) {
    Envelope envelope = new Envelope(points, step * step);
    double[] line = new double[points];
    for (int start = 0; start < squared.length; start++) {
      if (start / stride % points == 0) {
        for (int i = 0; i < points; i++) {
          line[i] = squared[start + i * stride];
        }
        envelope.of(line);
        for (int i = 0; i < points; i++) {
          squared[start + i * stride] = line[i];
        }
      }
    }
  }

  /** The lowest of the parabolas that stand on the points of a line. */
  private static final class Envelope {
    private final double squaredStep;
    private final double[] height;
    private final int[] foot;
    private final double[] from;

    Envelope(int points, double squaredStep) {
      this.squaredStep = squaredStep;
      this.height = new double[points];
      this.foot = new int[points];
      this.from = new double[points];
    }

    /** Replaces the line, whose values may be infinite, by its envelope. */
    void of(double[] line) {
      int lowest = -1;
      for (int i = 0; i < line.length; i++) {
        if (line[i] < Double.POSITIVE_INFINITY) {
          double start = Double.NEGATIVE_INFINITY;
          while (lowest >= 0 && (start = crossing(lowest, i, line[i])) <= from[lowest]) {
            lowest--;
          }
          lowest++;
          foot[lowest] = i;
          height[lowest] = line[i];
          from[lowest] = lowest == 0 ? Double.NEGATIVE_INFINITY : start;
        }
      }
      if (lowest < 0) {
        Arrays.fill(line, Double.POSITIVE_INFINITY);
        return;
      }
      int at = 0;
      for (int i = 0; i < line.length; i++) {
        while (at < lowest && from[at + 1] < i) {
          at++;
        }
        double way = i - foot[at];
        line[i] = height[at] + way * way * squaredStep;
      }
    }

    /** Where the parabola of a later point falls below one of the envelope. */
    private double crossing(int earlier, int foot, double height) {
      double rise = (height - this.height[earlier]) / squaredStep;
      double a = this.foot[earlier];
      return (rise + (double) foot * foot - a * a) / (2 * (foot - a));
    }
  }
}
