package org.pigdiffusion.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Figures of several methods or data sets, with their intervals. The best value of a column is
 * marked, among the rows of the greatest count in it; and so are rows that stand on few images.
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

  /**
   * Whether a row has the best value of a column, or shares it. A row of a smaller count than
   * others is not compared with them, since its mean is of other images; nor is a row alone.
   */
  boolean isBest(int column, FigureRow row) {
    Better better = columns.get(column).better();
    List<FigureRow> compared = compared(column);
    return better.marksBest()
        && compared.size() > 1
        && compared.contains(row)
        && compared.stream()
            .noneMatch(other -> better.prefers(value(column, other), value(column, row)));
  }

  /** Whether a row is not compared in a column of which the best is marked. */
  boolean leavesOut() {
    return IntStream.range(0, columns.size())
        .filter(column -> columns.get(column).better().marksBest())
        .anyMatch(column -> compared(column).size() < measured(column).size());
  }

  private List<FigureRow> measured(int column) {
    return rows.stream().filter(row -> row.values().get(column).isPresent()).toList();
  }

  /** Of the rows that a column has values of, those of the greatest count. */
  private List<FigureRow> compared(int column) {
    List<FigureRow> measured = measured(column);
    int most = measured.stream().mapToInt(FigureRow::count).max().orElse(0);
    return measured.stream().filter(row -> row.count() == most).toList();
  }

  private static double value(int column, FigureRow row) {
    return row.values().get(column).orElseThrow().value();
  }
}
