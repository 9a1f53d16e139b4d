package org.pigdiffusion.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pigdiffusion.evaluation.Measured;

/**
 * Figures of several methods or data sets, with their intervals. The best value of a column is
 * marked, and so are rows that stand on few images.
 *
 * @param title the heading
 * @param caption what is shown and how it was made
 * @param columns at least one, of different names
 * @param rows at least one, of different names, each with a value for every column
 * @param few rows of a smaller count are marked, since their intervals are too narrow; 0 for
 *     intervals that are right for any count, such as Student's; at least 0
 */
public record FigureTable(
    String title, String caption, List<FigureColumn> columns, List<FigureRow> rows, int few)
    implements ReportSection {
  /** Of fewer images than these, the interval of a bootstrap says little. */
  public static final int FEW = 30;

  /** A table whose rows of fewer than {@link #FEW} are marked. */
  public FigureTable(
      String title, String caption, List<FigureColumn> columns, List<FigureRow> rows) {
    this(title, caption, columns, rows, FEW);
  }

  /** Checks and copies the lists. */
  public FigureTable {
    Texts.requireTitle(title);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    if (few < 0) {
      throw new IllegalArgumentException("few: expected at least 0, found " + few);
    }
    if (columns.isEmpty() || rows.isEmpty()) {
      throw new IllegalArgumentException(
          "table %s: expected at least one column and one row, found %d and %d"
              .formatted(title, columns.size(), rows.size()));
    }
    Texts.requireDifferent("columns", columns.stream().map(FigureColumn::name).toList());
    Texts.requireDifferent("rows", rows.stream().map(FigureRow::name).toList());
    for (FigureRow row : rows) {
      if (row.values().size() != columns.size()) {
        throw new IllegalArgumentException(
            "row %s: expected %d values, one for each column, found %d"
                .formatted(row.name(), columns.size(), row.values().size()));
      }
    }
  }

  /** The best value of a column; empty if none is better than others. */
  OptionalDouble best(int column) {
    Better better = columns.get(column).better();
    if (!better.marksBest() || rows.size() < 2) {
      return OptionalDouble.empty();
    }
    return rows.stream()
        .map(row -> row.values().get(column))
        .flatMap(Optional::stream)
        .mapToDouble(Measured::value)
        .reduce((found, next) -> better.prefers(next, found) ? next : found);
  }
}
