package org.pigdiffusion.examples;

import com.google.common.base.Throwables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.common.InputFile;

/** Reads which rows an earlier call has written to {@code results.csv}. */
final class WrittenRows {
  private static final String METHOD = "method";
  private static final String FOLD = "fold";
  private static final String SEED = "seed";

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
          .get();

  private final Path file;

  private WrittenRows(Path file) {
    this.file = file;
  }

  /**
   * The keys of the rows, in the order of the file; none if it is not there. Rows of which no pair
   * passed the filter have no line in it.
   *
   * @throws IllegalArgumentException if it holds anything else
   */
  static Set<SegmentationRow.Key> in(Path file) throws IOException {
    return Files.exists(file) ? new WrittenRows(file).read() : Set.of();
  }

  private Set<SegmentationRow.Key> read() throws IOException {
    byte[] bytes = InputFile.bytes(file);
    try (CSVParser lines =
        CSVParser.parse(
            new InputStreamReader(
                new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder()),
            FORMAT)) {
      if (!lines.getHeaderNames().containsAll(List.of(METHOD, FOLD, SEED))) {
        throw other("other columns");
      }
      Set<SegmentationRow.Key> keys = new LinkedHashSet<>();
      for (CSVRecord line : lines) {
        keys.add(key(line));
      }
      if (keys.isEmpty()) { // real pairs alone always have rows
        throw other("no row");
      }
      return keys;
    } catch (UncheckedIOException | IOException e) { // of the text: its bytes have been read
      throw other("what is no CSV (%s)".formatted(Throwables.getRootCause(e).getMessage()), e);
    }
  }

  private SegmentationRow.Key key(CSVRecord line) {
    String place = "record " + line.getRecordNumber();
    if (!line.isConsistent()) {
      throw other(place + " of another number of columns");
    }
    try {
      return new SegmentationRow.Key(
          line.get(METHOD), Integer.parseInt(line.get(FOLD)), Long.parseLong(line.get(SEED)));
    } catch (NumberFormatException e) {
      throw other(place + " whose fold or seed is no whole number", e);
    }
  }

  private IllegalArgumentException other(String found) {
    return new IllegalArgumentException(
        ("%s: expected the results of an earlier call, with the columns %s, %s and %s, found %s;"
                + " move the file away, and it is written anew from what its folder keeps, or"
                + " choose another --out")
            .formatted(file, METHOD, FOLD, SEED, found));
  }

  private IllegalArgumentException other(String found, Exception cause) {
    IllegalArgumentException fault = other(found);
    fault.initCause(cause);
    return fault;
  }
}
