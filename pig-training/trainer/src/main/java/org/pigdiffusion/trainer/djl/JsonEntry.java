package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pigdiffusion.internal.Excerpt;

/**
 * A value in a JSON text, with its name. What is missing, or not what is asked for, is refused by
 * name with an {@link IllegalArgumentException}.
 */
record JsonEntry(String name, JsonElement value) {

  /**
   * The whole of a text.
   *
   * @throws com.google.gson.JsonParseException if it is no JSON
   */
  static JsonEntry parse(String text) {
    return new JsonEntry("", JsonParser.parseString(text));
  }

  JsonEntry member(String member) {
    return find(member)
        .orElseThrow(
            () -> new IllegalArgumentException(path(member) + ": expected an entry, found none"));
  }

  /** A member that may be missing. */
  Optional<JsonEntry> find(String member) {
    return Optional.ofNullable(value.isJsonObject() ? value.getAsJsonObject().get(member) : null)
        .map(found -> new JsonEntry(path(member), found));
  }

  private String path(String member) {
    return name.isEmpty() ? member : name + "." + member;
  }

  List<JsonEntry> list() {
    if (!value.isJsonArray()) {
      throw fault("a list");
    }
    List<JsonEntry> entries = new ArrayList<>();
    for (JsonElement element : value.getAsJsonArray()) {
      entries.add(new JsonEntry(name + "[" + entries.size() + "]", element));
    }
    return entries;
  }

  Map<String, String> texts() {
    if (!value.isJsonObject()) {
      throw fault("texts by name");
    }
    ImmutableMap.Builder<String, String> texts = ImmutableMap.builder();
    for (String key : value.getAsJsonObject().keySet()) {
      texts.put(key, member(key).text());
    }
    return texts.buildOrThrow();
  }

  private String text() {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw fault("a text");
    }
    return value.getAsString();
  }

  int integer(int from, int to) {
    String expected = "an integer from %d to %d".formatted(from, to);
    requirePrimitive(expected);
    try {
      int number = value.getAsBigDecimal().intValueExact();
      if (number >= from && number <= to) {
        return number;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw fault(expected, e);
    }
    throw fault(expected);
  }

  /** A number, which may be infinite or not a number at all. */
  double number() {
    requirePrimitive("a number");
    try {
      return value.getAsDouble();
    } catch (NumberFormatException e) {
      throw fault("a number", e);
    }
  }

  boolean truth() {
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
      throw fault("true or false");
    }
    return value.getAsBoolean();
  }

  private void requirePrimitive(String expected) {
    if (!value.isJsonPrimitive()) {
      throw fault(expected);
    }
  }

  IllegalArgumentException fault(String expected) {
    return fault(expected, null);
  }

  private IllegalArgumentException fault(String expected, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "%s: expected %s, found %s".formatted(Excerpt.of(name), expected, Excerpt.of(value)),
        cause);
  }
}
