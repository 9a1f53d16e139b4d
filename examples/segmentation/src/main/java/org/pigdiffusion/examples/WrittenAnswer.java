package org.pigdiffusion.examples;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.examples.common.InputFile;

/**
 * The row that the answer of an earlier call is on, as {@code results.json} says it: the first with
 * pairs of the paired method. A later call keeps it, since an answer that is chosen once the
 * results are known looks better than it is.
 *
 * @param file of the results
 */
record WrittenAnswer(Path file) {
  /** What holds the methods, in the order in which they were asked for. */
  private static final List<String> HOLDERS = List.of("means", "methods");

  /**
   * Refuses another first ratio than that of the results.
   *
   * @param pair the name of the paired method
   * @param now the row that the answer would be on, such as {@code pig 2x}
   * @throws IllegalArgumentException if the results are on another, or cannot be read
   */
  void requireOn(String pair, String now) throws IOException {
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
    throw other();
  }

  private JsonObject read() throws IOException {
    try {
      String text = new String(InputFile.bytes(file), StandardCharsets.UTF_8);
      if (JsonParser.parseString(text) instanceof JsonObject results) {
        return results;
      }
    } catch (JsonParseException e) {
      IllegalArgumentException fault = other();
      fault.initCause(e);
      throw fault;
    }
    throw other();
  }

  private IllegalArgumentException other() {
    return new IllegalArgumentException(
        ("%s: expected the results of an earlier call, with the figures of each method, found"
                + " another text; move the file away, and it is written anew from what its folder"
                + " keeps, or choose another --out")
            .formatted(file));
  }
}
