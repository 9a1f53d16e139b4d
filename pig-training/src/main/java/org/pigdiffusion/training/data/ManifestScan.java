package org.pigdiffusion.training.data;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the pairs of files that a CSV manifest lists. */
final class ManifestScan {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setTrim(true)
          .setIgnoreSurroundingSpaces(true)
          .get();

  private final Path manifest;
  private final Path base;
  private final ManifestOptions options;
  private final List<PairFiles.Entry> entries = new ArrayList<>();
  private final List<DataFault> faults = new ArrayList<>();

  private ManifestScan(Path manifest, ManifestOptions options) {
    this.manifest = manifest;
    this.base = Optional.ofNullable(manifest.toAbsolutePath().getParent()).orElse(manifest);
    this.options = options;
  }

  static PairFiles scan(Path manifest, ManifestOptions options) {
    ManifestScan scan = new ManifestScan(manifest, options);
    scan.read();
    return new PairFiles(scan.base, scan.entries, scan.faults);
  }

  private void read() {
    try {
      String text = Files.readString(manifest, StandardCharsets.UTF_8);
      // Spreadsheets put a byte order mark in front, which would become part of the first column.
      String withoutMark = text.startsWith("\uFEFF") ? text.substring(1) : text;
      try (CSVParser parser = CSVParser.parse(new StringReader(withoutMark), FORMAT)) {
        if (hasColumns(parser.getHeaderNames())) {
          for (CSVRecord row : parser) {
            readRow(row);
          }
        }
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      fault("", "cannot be read as CSV with a header line: " + e);
    }
    if (entries.isEmpty() && faults.isEmpty()) {
      faults.add(
          new DataFault(
              DataFault.Kind.EMPTY,
              manifest.getFileName().toString(),
              "expected rows with %s, found none".formatted(options.rows())));
    }
  }

  private boolean hasColumns(List<String> found) {
    List<String> missing =
        Stream.of(
                Stream.of(options.imageColumn(), options.maskColumn()),
                options.groupColumn().stream(),
                options.rows().keySet().stream().sorted())
            .flatMap(names -> names)
            .filter(name -> !found.contains(name))
            .toList();
    if (!missing.isEmpty()) {
      fault("", "expected the columns %s, found %s".formatted(missing, found));
    }
    return missing.isEmpty();
  }

  private void readRow(CSVRecord row) {
    for (Map.Entry<String, String> wanted : options.rows().entrySet()) {
      if (!row.isSet(wanted.getKey()) || !row.get(wanted.getKey()).equals(wanted.getValue())) {
        return;
      }
    }
    Optional<String> image = cell(row, options.imageColumn());
    Optional<String> mask = cell(row, options.maskColumn());
    if (image.isEmpty() || mask.isEmpty()) {
      return;
    }
    Path imageFile = base.resolve(options.imageFolder()).resolve(image.get());
    String name = PairFiles.stem(imageFile);
    Optional<String> group =
        options.groupColumn().isPresent()
            ? cell(row, options.groupColumn().get())
            : Optional.of(name);
    Path maskFile = base.resolve(options.maskFolder()).resolve(mask.get());
    group.ifPresent(g -> entries.add(new PairFiles.Entry(name, g, imageFile, maskFile)));
  }

  private Optional<String> cell(CSVRecord row, String column) {
    if (row.isSet(column) && !row.get(column).isEmpty()) {
      return Optional.of(row.get(column));
    }
    fault(":row " + row.getRecordNumber(), "column " + column + ": expected a value, found none");
    return Optional.empty();
  }

  private void fault(String place, String detail) {
    faults.add(
        new DataFault(
            DataFault.Kind.BAD_MANIFEST, manifest.getFileName().toString() + place, detail));
  }
}
