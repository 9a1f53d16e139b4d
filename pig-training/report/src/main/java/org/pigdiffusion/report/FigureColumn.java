package org.pigdiffusion.report;

import org.pigdiffusion.evaluation.Measured;

/**
 * One figure that is told of every row of a table.
 *
 * @param name the head of the column
 * @param better which values are the better ones
 * @param factor by which values are multiplied wherever they stand below the head, on pages and in
 *     files for programs, such as 100 for per cent; finite and greater than 0
 * @param digits behind the point for readers, in [0, 9]
 */
public record FigureColumn(String name, Better better, double factor, int digits) {
  /** Checks the settings. */
  public FigureColumn {
    if (!(factor > 0) || !Double.isFinite(factor) || digits < 0 || digits > 9) {
      throw new IllegalArgumentException(
          "column %s: expected a factor above 0 and digits in [0, 9], found %s and %d"
              .formatted(name, factor, digits));
    }
  }

  /** A value as it stands below the head: times the factor. */
  public Measured scaled(Measured measured) {
    return measured.times(factor);
  }

  /** A value as readers see it, with its interval: {@code 60.5 (54.5 to 66.6)}. */
  public String text(Measured measured) {
    return scaled(measured).toString(digits);
  }

  /** Shown as it is, with three digits. */
  public static FigureColumn of(String name, Better better) {
    return new FigureColumn(name, better, 1, 3);
  }

  /** Shown in per cent, with one digit. */
  public static FigureColumn percent(String name, Better better) {
    return new FigureColumn(name + ", %", better, 100, 1);
  }
}
