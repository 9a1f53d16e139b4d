package org.pigdiffusion.internal;

import com.google.gson.JsonParseException;
import java.io.EOFException;
import java.nio.charset.CharacterCodingException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a JSON text, in words of our own: those of the parser name its settings and a
 * web page.
 */
public final class JsonFault {
  private static final Pattern PLACE = Pattern.compile(" at line (\\d+) column (\\d+) path (\\S+)");
  private static final Pattern KINDS = Pattern.compile("Expected (?:an? )?(\\S+) but was (\\S+)");
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("BEGIN_OBJECT", "{"),
          Map.entry("END_OBJECT", "}"),
          Map.entry("BEGIN_ARRAY", "["),
          Map.entry("END_ARRAY", "]"),
          Map.entry("END_DOCUMENT", "the end"),
          Map.entry("NAME", "a name"),
          Map.entry("STRING", "a text"),
          Map.entry("NUMBER", "a number"),
          Map.entry("BOOLEAN", "true or false"),
          Map.entry("NULL", "null"),
          Map.entry("string", "a text"),
          Map.entry("long", "a whole number"),
          Map.entry("int", "a whole number"),
          Map.entry("double", "a number"));

  private static final int MOST = 300;

  private JsonFault() {}

  /** What was found, to be told after "found". A message that is not the parser's stays. */
  public static String found(Exception fault) {
    // What a record refuses, Gson wraps in an exception of no other type.
    boolean wraps =
        fault instanceof JsonParseException || fault.getClass() == RuntimeException.class;
    if (wraps && fault.getCause() instanceof Exception cause) {
      return found(cause);
    }
    if (fault instanceof CharacterCodingException) {
      return "text that is not UTF-8";
    }
    String said = String.valueOf(fault.getMessage());
    Matcher place = PLACE.matcher(said);
    if (!place.find()) {
      return fault instanceof NumberFormatException ? "what is no number" : Excerpt.of(said, MOST);
    }
    String at =
        " at line %s, column %s (%s)"
            .formatted(place.group(1), place.group(2), Excerpt.of(place.group(3)));
    if (fault instanceof EOFException) {
      return "the end of the text" + at;
    }
    Matcher kinds = KINDS.matcher(said);
    return kinds.find()
        ? "%s instead of %s%s".formatted(named(kinds.group(2)), named(kinds.group(1)), at)
        : "what is not JSON" + at;
  }

  private static String named(String token) {
    return NAMES.getOrDefault(token, token);
  }
}
