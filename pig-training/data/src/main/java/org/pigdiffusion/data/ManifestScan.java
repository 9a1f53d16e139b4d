package org.pigdiffusion.data;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.pigdiffusion.internal.Excerpt;
import org.pigdiffusion.internal.FileFault;

/** Reads the pairs of files that a CSV manifest lists. */
final class ManifestScan {
  private final Path manifest;
  private final ManifestOptions options;
  private final ManifestPaths paths;
  private final List<PairFiles.Entry> entries = new ArrayList<>();
  private final Map<Path, Row> listed = new HashMap<>();
  private final GroupSpellings spellings = new GroupSpellings();
  private final List<DataFault> faults = new ArrayList<>();

  /** Where an image was listed first, and of which group. */
  private record Row(long number, String group) {}

  private ManifestScan(Path manifest, ManifestOptions options) {
    this.manifest = manifest;
    this.options = options;
    this.paths = new ManifestPaths(manifest, options);
  }

  static PairFiles scan(Path manifest, ManifestOptions options) {
    ManifestScan scan = new ManifestScan(manifest, options);
    scan.read();
    return new PairFiles(scan.paths.base(), scan.entries, scan.faults, scan.paths.remedy());
  }

  private void read() {
    try {
      ManifestText text = ManifestText.read(manifest);
      CSVFormat format =
          CSVFormat.DEFAULT
              .builder()
              .setDelimiter(text.separator())
              .setTrim(true)
              .setIgnoreSurroundingSpaces(true)
              .get();
      try (CSVParser parser = CSVParser.parse(new StringReader(text.rows()), format)) {
        readRows(parser.iterator());
      }
    } catch (FileSystemException e) {
      fault("", "cannot be opened: " + FileFault.reason(e));
    } catch (UncheckedIOException e) { // its own message has the class names of what it wraps
      fault(
          "",
          "cannot be read as CSV with a header line: %s; mend the table there"
              .formatted(Throwables.getRootCause(e).getMessage()));
    } catch (IOException | IllegalArgumentException e) {
      fault("", "cannot be read as CSV with a header line: " + e.getMessage());
    }
    if (entries.isEmpty() && faults.isEmpty()) {
      faults.add(
          new DataFault(
              DataFault.Kind.EMPTY,
              paths.name(),
              options.rows().isEmpty()
                  ? "expected rows below the header line, found none"
                  : "expected rows with %s (ManifestOptions.only), found none"
                      .formatted(options.rows())));
    }
  }

  private void readRows(Iterator<CSVRecord> rows) {
    if (!rows.hasNext()) {
      fault("", "expected a header line, found none");
      return;
    }
    ManifestColumns columns = new ManifestColumns(options, rows.next());
    Optional<String> headerFault = columns.fault();
    if (headerFault.isPresent()) {
      fault("", headerFault.get());
      return;
    }
    while (rows.hasNext()) {
      CSVRecord row = rows.next();
      long number = row.getRecordNumber() - 1;
      if (row.size() != columns.count()) {
        fault(
            place(number),
            "expected %d cells as in the header, found %d".formatted(columns.count(), row.size()));
      } else if (options.rows().entrySet().stream()
          .allMatch(only -> columns.cell(row, only.getKey()).equals(only.getValue()))) {
        readRow(number, row, columns);
      }
    }
  }

  private void readRow(long number, CSVRecord row, ManifestColumns columns) {
    Optional<Path> image =
        cell(number, row, columns, options.imageColumn())
            .flatMap(cell -> file(number, options.imageFolder(), cell));
    Optional<Path> mask =
        cell(number, row, columns, options.maskColumn())
            .flatMap(cell -> file(number, options.maskFolder(), cell));
    if (image.isEmpty() || mask.isEmpty()) {
      return;
    }
    String name = PairFiles.stem(image.get());
    Optional<String> group =
        options.groupColumn().isPresent()
            ? group(number, row, columns, options.groupColumn().get())
            : Optional.of(name);
    if (group.isPresent() && isNew(number, image.get(), group.get())) {
      entries.add(new PairFiles.Entry(name, group.get(), image.get(), mask.get()));
    }
  }

  private Optional<String> group(
      long number, CSVRecord row, ManifestColumns columns, String column) {
    Optional<String> group = cell(number, row, columns, column);
    group
        .flatMap(name -> spellings.fault(name, "row " + number))
        .ifPresent(
            detail ->
                faults.add(
                    new DataFault(
                        DataFault.Kind.DUPLICATE,
                        paths.name() + place(number),
                        "column %s (ManifestOptions.group): %s".formatted(column, detail))));
    return group;
  }

  private boolean isNew(long number, Path image, String group) {
    Row before = listed.putIfAbsent(image, new Row(number, group));
    if (before != null) {
      String detail =
          before.group().equals(group)
              ? "expected an image once, found it in row %d too".formatted(before.number())
              : "expected an image in one group, found it in row %d too, there of group %s, here of"
                      .formatted(before.number(), Excerpt.of(before.group()))
                  + " %s: a split could train on it and validate on it"
                      .formatted(Excerpt.of(group));
      faults.add(new DataFault(DataFault.Kind.DUPLICATE, paths.name() + place(number), detail));
    }
    return before == null;
  }

  private Optional<String> cell(
      long number, CSVRecord row, ManifestColumns columns, String column) {
    String value = columns.cell(row, column);
    if (value.isEmpty()) {
      fault(place(number), "column " + column + ": expected a value, found none");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private Optional<Path> file(long number, String folder, String cell) {
    try {
      return Optional.of(paths.file(folder, cell));
    } catch (UnusablePairException e) {
      faults.add(
          new DataFault(e.kind(), paths.name() + place(number), String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static String place(long number) {
    return ":row " + number;
  }

  private void fault(String place, String detail) {
    faults.add(new DataFault(DataFault.Kind.BAD_MANIFEST, paths.name() + place, detail));
  }
}
