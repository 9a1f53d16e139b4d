package org.pigdiffusion.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.pigdiffusion.internal.AtomicFile;

/**
 * What several ways of sampling cost and what their pairs are worth, as text for readers and for
 * other programs.
 *
 * @param rows the figures, at least one row, all of the same quantities
 * @param baseline the name of the row that the others are compared with; it may be missing
 * @param features what the features are called
 * @param circumstances sentences that say how the figures were made
 */
public record QualityTable(
    List<RowFigures> rows, String baseline, String features, List<String> circumstances) {

  /** Copies the lists. */
  public QualityTable {
    rows = List.copyOf(rows);
    circumstances = List.copyOf(circumstances);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("rows: expected at least 1, found none");
    }
  }

  /**
   * How a quantity is shown.
   *
   * @param name of the column
   * @param factor by which the values are multiplied
   * @param digits behind the point
   * @param moreIsBetter whether a greater value is the better one
   */
  public record Column(String name, double factor, int digits, boolean moreIsBetter) {

    /** The columns of all quantities, in the order of the table. */
    static Map<Quantity, Column> all(String features) {
      Map<Quantity, Column> all = new EnumMap<>(Quantity.class);
      all.put(Quantity.FRECHET_DISTANCE, new Column("FD (%s)".formatted(features), 1, 3, false));
      all.put(
          Quantity.KERNEL_DISTANCE,
          new Column("KID x 1000 (%s)".formatted(features), 1000, 3, false));
      all.put(Quantity.PRECISION, new Column("precision", 1, 3, true));
      all.put(Quantity.RECALL, new Column("recall", 1, 3, true));
      all.put(Quantity.DENSITY, new Column("density", 1, 3, true));
      all.put(Quantity.COVERAGE, new Column("coverage", 1, 3, true));
      all.put(Quantity.RADIOMICS_DISTANCE, new Column("FRD", 1, 3, false));
      all.put(Quantity.MASK_AREA_DISTANCE, new Column("mask area, W1, % of image", 100, 2, false));
      all.put(Quantity.MASK_COUNT_DISTANCE, new Column("lesions a mask, W1", 1, 3, false));
      all.put(Quantity.ALIGNMENT, new Column("alignment, Dice", 1, 3, true));
      return all;
    }

    /** The value as it is shown. */
    public Measured scaled(Measured measured) {
      return measured.times(factor);
    }

    /** Whether a value is as good as another, given the other's interval. */
    boolean isAsGood(Measured value, Measured other) {
      return moreIsBetter ? value.value() >= other.low() : value.value() <= other.high();
    }
  }

  /** The quantities that were measured, with their columns, in the order of the table. */
  public Map<Quantity, Column> columns() {
    Map<Quantity, Column> columns = Column.all(features);
    columns.keySet().retainAll(rows.get(0).quality().quantities().keySet());
    return Collections.unmodifiableMap(columns);
  }

  /**
   * Writes {@code table.md} and {@code table.csv}, each of which appears whole or not at all.
   *
   * @param folder made if it is missing
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(folder.resolve("table.md"), markdown());
    AtomicFile.write(folder.resolve("table.csv"), csv());
  }

  /** The table for readers, in Markdown, with how it was made. */
  public String markdown() {
    Map<Quantity, Column> columns = columns();
    List<String> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("row", "U-Net calls a pair", "seconds a pair"));
    columns.values().forEach(column -> head.add(column.name()));
    lines.add(line(head));
    lines.add("|---".repeat(head.size()) + "|");
    for (RowFigures row : rows) {
      lines.add(line(cells(row, columns)));
    }
    lines.add("");
    circumstances.forEach(sentence -> lines.add("- " + sentence));
    lines.add("- Bold: as good as %s, that is within its interval or better.".formatted(baseline));
    if (columns.containsKey(Quantity.FRECHET_DISTANCE)) {
      lines.add(
          "- FD,%s precision, recall, density and coverage of every row on its first %s pairs; FD is biased upwards, the more the fewer they"
                  .formatted(
                      columns.containsKey(Quantity.RADIOMICS_DISTANCE) ? " FRD," : "",
                      rows.stream()
                          .map(row -> row.quality().frechetPairs())
                          .distinct()
                          .map(String::valueOf)
                          .reduce((a, b) -> a + " or " + b)
                          .orElseThrow())
              + " are, and can be compared with figures of the same number and extractor alone.");
    }
    lines.add(
        "- Seconds: wall clock, median over the batches (10 and 90 % quantile); * in more than one"
            + " go. Other work on the machine shows in them, hence calls are the measure of cost.");
    return String.join("\n", lines) + "\n";
  }

  private List<String> cells(RowFigures row, Map<Quantity, Column> columns) {
    List<String> cells = new ArrayList<>();
    cells.add("`%s`".formatted(row.name()));
    cells.add(row.cost().map(cost -> number(1, cost.calls())).orElse(""));
    cells.add(
        row.cost()
            .map(
                cost ->
                    "%s (%s to %s)%s"
                        .formatted(
                            number(3, cost.seconds()),
                            number(3, cost.fast()),
                            number(3, cost.slow()),
                            cost.sessions() > 1 ? "*" : ""))
            .orElse(""));
    Optional<RowFigures> compared =
        rows.stream().filter(other -> other.name().equals(baseline)).findFirst();
    columns.forEach(
        (quantity, column) -> {
          Measured value = value(row, quantity);
          String text = column.scaled(value).toString(column.digits());
          boolean asGood =
              compared.isPresent() && column.isAsGood(value, value(compared.get(), quantity));
          cells.add(asGood ? "**" + text + "**" : text);
        });
    return cells;
  }

  private static Measured value(RowFigures row, Quantity quantity) {
    return Optional.ofNullable(row.quality().quantities().get(quantity))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "rows: expected %s measured of every row, found none of %s"
                        .formatted(quantity, row.name())));
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String number(int digits, double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** All figures for other programs, as CSV, in their own units. */
  public String csv() {
    Map<Quantity, Column> columns = columns();
    List<String> lines = new ArrayList<>();
    List<Object> head =
        new ArrayList<>(List.of("row", "pairs", "frechet_pairs", "calls", "seconds", "sessions"));
    for (Quantity quantity : columns.keySet()) {
      String name = quantity.name().toLowerCase(Locale.ROOT);
      head.addAll(List.of(name, name + "_low", name + "_high"));
    }
    lines.add(CSVFormat.DEFAULT.format(head.toArray()));
    for (RowFigures row : rows) {
      List<Object> cells =
          new ArrayList<>(List.of(row.name(), row.quality().pairs(), row.quality().frechetPairs()));
      cells.add(row.cost().map(cost -> String.valueOf(cost.calls())).orElse(""));
      cells.add(row.cost().map(cost -> String.valueOf(cost.seconds())).orElse(""));
      cells.add(row.cost().map(cost -> String.valueOf(cost.sessions())).orElse(""));
      for (Quantity quantity : columns.keySet()) {
        Measured measured = value(row, quantity);
        cells.addAll(List.of(measured.value(), measured.low(), measured.high()));
      }
      lines.add(CSVFormat.DEFAULT.format(cells.toArray()));
    }
    return String.join("\n", lines) + "\n";
  }
}
