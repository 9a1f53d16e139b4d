package org.pigdiffusion.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.pigdiffusion.internal.Excerpt;

/** Where the columns of a manifest stand. */
final class ManifestColumns {
  private static final int MOST = 600;

  private final ManifestOptions options;
  private final List<String> header;
  private final Map<String, Integer> places = new HashMap<>();

  ManifestColumns(ManifestOptions options, CSVRecord header) {
    this.options = options;
    this.header = header.toList();
    for (int i = 0; i < header.size(); i++) {
      places.putIfAbsent(header.get(i), i);
    }
  }

  /** The cell of a row, which must be as long as the header. */
  String cell(CSVRecord row, String column) {
    return row.get(places.getOrDefault(column, -1));
  }

  /** How many cells a row must have. */
  int count() {
    return header.size();
  }

  /** What is wrong with the header, if anything. */
  Optional<String> fault() {
    for (String column : header) {
      // Columns without a name are indices that a program has added: nobody asks for them.
      if (!column.isEmpty() && header.indexOf(column) != header.lastIndexOf(column)) {
        return Optional.of(
            "expected columns of different names, found %s twice".formatted(Excerpt.of(column)));
      }
    }
    List<String> missing = new ArrayList<>();
    require(options.imageColumn(), "ManifestOptions.columns", missing);
    require(options.maskColumn(), "ManifestOptions.columns", missing);
    options.groupColumn().ifPresent(c -> require(c, "ManifestOptions.group", missing));
    options.rows().keySet().stream()
        .sorted()
        .forEach(column -> require(column, "ManifestOptions.only", missing));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "expected the columns %s, found %s%s"
                .formatted(String.join(", ", missing), Excerpt.of(header, MOST), separatorHint()));
  }

  private void require(String column, String option, List<String> missing) {
    if (!places.containsKey(column)) {
      missing.add("%s (%s)".formatted(column, option));
    }
  }

  private String separatorHint() {
    for (char other : new char[] {';', '\t', '|'}) {
      if (header.size() == 1 && header.get(0).indexOf(other) >= 0) {
        return "; if cells end at '%s', write the line sep=%s above the header"
            .formatted(other == '\t' ? "tab" : other, other);
      }
    }
    return "";
  }
}
