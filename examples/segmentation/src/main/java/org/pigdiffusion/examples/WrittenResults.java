package org.pigdiffusion.examples;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.common.InputFile;

/**
 * Reads what an earlier call has written to {@code results.json}. Unlike {@code results.csv} it has
 * rows of which no pair passed the filter too, and where it was cut it is no JSON.
 *
 * @param file of the results, which may not be there
 */
record WrittenResults(Path file) {
  private static final String ROWS = "rows";

  /** What holds the methods, in the order in which they were asked for. */
  private static final List<String> HOLDERS = List.of("means", "methods");

  /** The results in the folder of a program. */
  static WrittenResults in(Path out) {
    return new WrittenResults(out.resolve("results.json"));
  }

  /**
   * The keys of the rows, in the order of the file; none if it is not there.
   *
   * @throws IllegalArgumentException if it holds anything else
   */
  Set<SegmentationRow.Key> keys() throws IOException {
    Set<SegmentationRow.Key> keys = new LinkedHashSet<>();
    if (Files.exists(file)) {
      if (!(read().get(ROWS) instanceof JsonArray rows) || rows.isEmpty()) {
        throw other("no rows"); // real pairs alone always have rows
      }
      for (JsonElement row : rows) {
        keys.add(key(row, keys.size() + 1));
      }
    }
    return keys;
  }

  private SegmentationRow.Key key(JsonElement row, int number) {
    try {
      JsonObject key = row.getAsJsonObject().getAsJsonObject("key");
      return new SegmentationRow.Key(
          key.get("method").getAsString(),
          Integer.parseInt(key.get("fold").getAsString()),
          Long.parseLong(key.get("seed").getAsString()));
    } catch (RuntimeException e) { // Gson throws several for what is missing or of another type
      throw other("row %d without a method, a fold and a seed".formatted(number), e);
    }
  }

  /**
   * Refuses another first ratio than that of the results: an answer that is chosen once the results
   * are known looks better than it is. The answer is on the first row with pairs of the paired
   * method.
   *
   * @param pair the name of the paired method
   * @param now the row that the answer would be on, such as {@code pig 2x}
   * @throws IllegalArgumentException if the results are on another, or cannot be read
   */
  void requireAnswerOn(String pair, String now) throws IOException {
    Optional<String> written = Files.exists(file) ? first(pair + " ") : Optional.empty();
    if (written.isPresent() && !(written.get() + " ").startsWith(now + " ")) {
      String kept = ratio(pair, written.get());
      throw new IllegalArgumentException(
          ("--ratios: expected %s as the first, on which the answer in %s is, found %s: an answer"
                  + " that is chosen once the results are known looks better than it is; give"
                  + " --ratios %s first, others after it, or choose another --out")
              .formatted(kept, file, ratio(pair, now), kept));
    }
  }

  /** Of {@code pig 0.5x unaugmented} it is 0.5. */
  private static String ratio(String pair, String row) {
    return row.substring(pair.length() + 1).replaceFirst("x( .*)?$", "");
  }

  private Optional<String> first(String start) throws IOException {
    JsonObject results = read();
    for (String holder : HOLDERS) {
      if (results.get(holder) instanceof JsonObject methods) {
        return methods.keySet().stream().filter(name -> name.startsWith(start)).findFirst();
      }
    }
    throw other("no figures");
  }

  private JsonObject read() throws IOException {
    String text = new String(InputFile.bytes(file), StandardCharsets.UTF_8);
    try {
      if (JsonParser.parseString(text) instanceof JsonObject results) {
        return results;
      }
    } catch (JsonParseException e) {
      throw other("another text, or a part of them", e);
    }
    throw other("another text");
  }

  private IllegalArgumentException other(String found) {
    return new IllegalArgumentException(
        ("%s: expected the results of an earlier call, with its rows and the figures of each"
                + " method, found %s; move the file away, and it is written anew from what its"
                + " folder keeps, or choose another --out")
            .formatted(file, found));
  }

  private IllegalArgumentException other(String found, Exception cause) {
    IllegalArgumentException fault = other(found);
    fault.initCause(cause);
    return fault;
  }
}
