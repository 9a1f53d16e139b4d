package org.pigdiffusion.examples;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.pigdiffusion.evaluation.Quantity;

/**
 * The result of an earlier call of {@link Evaluate}, which a later one would overwrite.
 *
 * @param file that holds it
 * @param quantities the names of what was measured of the sampled pairs
 * @param comparedBy which pixels of the masks were compared
 */
record EarlierEvaluation(Path file, Set<String> quantities, String comparedBy) {
  /** Names which pixels of the masks are compared. */
  static final String COMPARED_BY = "masks compared by";

  /** All classes together; results of before there was a choice do not say it. */
  static final String EVERY_CLASS = "all that is not background";

  /** Names what is measured of the sampled pairs. */
  static final String SAMPLED = "sampled pairs against training pairs";

  /** The result in a file; empty if there is none. */
  static Optional<EarlierEvaluation> in(Path file) throws IOException {
    return parsed(file, whole -> result(file, whole));
  }

  /** The JSON object that a program of this package has left in a file; empty if there is none. */
  static Optional<JsonObject> object(Path file) throws IOException {
    return parsed(file, whole -> whole);
  }

  private static <T> Optional<T> parsed(Path file, Function<JsonObject, T> meaning)
      throws IOException {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          meaning.apply(JsonParser.parseString(Files.readString(file)).getAsJsonObject()));
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | MalformedInputException e) {
      throw new IllegalArgumentException(
          "--out: expected a result of this program or none, found %s, which cannot be read: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static EarlierEvaluation result(Path file, JsonObject whole) {
    Set<String> quantities =
        member(whole, SAMPLED)
            .flatMap(sampled -> member(sampled.getAsJsonObject(), "quantities"))
            .map(of -> of.getAsJsonObject().keySet())
            .orElse(Set.of());
    String comparedBy =
        member(whole, COMPARED_BY).map(JsonElement::getAsString).orElse(EVERY_CLASS);
    return new EarlierEvaluation(file, quantities, comparedBy);
  }

  private static Optional<JsonElement> member(JsonObject of, String name) {
    return Optional.ofNullable(of.get(name));
  }

  /** Refuses a call that would not measure what was measured before. */
  void requireKept(Quantity quantity, boolean isKept, String option) {
    if (quantities.contains(quantity.name()) && !isKept) {
      throw new IllegalArgumentException(
          "%s: expected as before, since %s holds %s, which would be lost, found none; give the"
                  .formatted(option, file, quantity)
              + " option again, or choose another --out");
    }
  }

  /** Refuses a call that would compare other pixels of the masks. */
  void requireCompared(String now, String option) {
    if (!comparedBy.equals(now)) {
      throw lost(option, "the masks in %s are compared by %s".formatted(file, comparedBy), now);
    }
  }

  /**
   * The refusal of a call that would replace results by others.
   *
   * @param earlier what there is
   * @param now what the option is
   */
  static IllegalArgumentException lost(String option, String earlier, String now) {
    return new IllegalArgumentException(
        "%s: expected as before, since %s, which would be lost, found %s; give the option as before,"
                .formatted(option, earlier, now)
            + " or choose another --out");
  }
}
