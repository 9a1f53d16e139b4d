package org.pigdiffusion.evaluation;

import org.pigdiffusion.data.internal.DistanceMap;

/**
 * How far neighbouring pixels lie apart, from centre to centre, in any unit of length, such as mm.
 *
 * @param slice from slice to slice; without a say for a single image
 * @param row from row to row
 * @param column from column to column
 */
public record Spacing(double slice, double row, double column) {
  /** Distances in pixels. */
  public static final Spacing PIXELS = new Spacing(1, 1, 1);

  /** Checks that all are greater than 0. */
  public Spacing {
    requirePositive("slice", slice);
    requirePositive("row", row);
    requirePositive("column", column);
  }

  /** The spacing of a single image. */
  public static Spacing of(double row, double column) {
    return new Spacing(1, row, column);
  }

  /** How far every point of a grid is from the nearest marked one, in this unit. */
  DistanceMap distances(boolean[] marked, int height, int width) {
    return DistanceMap.to(marked, height, width, slice, row, column);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + ": expected greater than 0, found " + value);
    }
  }
}
