package org.pigdiffusion.report;

import java.util.List;
import java.util.Optional;
import org.pigdiffusion.evaluation.Measured;

/**
 * One row of a table.
 *
 * @param name what was measured
 * @param count on how many independent images, patients or runs the intervals stand, at least 1; 0
 *     where nothing was measured
 * @param values one for each column, finite, empty where nothing was measured
 */
public record FigureRow(String name, int count, List<Optional<Measured>> values) {
  /** Copies the values. */
  public FigureRow {
    values = List.copyOf(values);
    int least = values.stream().anyMatch(Optional::isPresent) ? 1 : 0;
    if (count < least) {
      throw new IllegalArgumentException(
          "row %s: expected a count of at least %d, found %d".formatted(name, least, count));
    }
    values.forEach(value -> value.ifPresent(m -> Texts.requireFinite("row " + name, m)));
  }

  /** A row of which everything was measured. */
  public static FigureRow of(String name, int count, List<Measured> values) {
    return new FigureRow(name, count, values.stream().map(Optional::of).toList());
  }
}
