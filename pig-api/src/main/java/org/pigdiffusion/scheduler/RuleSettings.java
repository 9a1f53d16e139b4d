package org.pigdiffusion.scheduler;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The settings in brackets behind a rule's name: each at most once, in any order. */
final class RuleSettings {

  /** A setting as given, with the places of its key and of its value in the text. */
  private record Given(int keyAt, int valueAt, String value) {}

  private final TextReader text;
  private final Map<String, Given> given = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

  private RuleSettings(TextReader text) {
    this.text = text;
  }

  /** Reads {@code (key=value,...)}, or nothing if there is no bracket. */
  static RuleSettings read(TextReader text) {
    RuleSettings settings = new RuleSettings(text);
    if (text.takes('(')) {
      do {
        settings.readOne();
      } while (text.takes(','));
      text.require(')');
    }
    return settings;
  }

  private void readOne() {
    int keyAt = text.position();
    String key = text.name("a setting");
    text.require('=');
    int valueAt = text.position();
    if (given.put(key, new Given(keyAt, valueAt, text.value())) != null) {
      throw text.fault(keyAt, key + " at most once");
    }
  }

  /** A decimal number, or the standard value if it is not given. */
  double number(String key, double standard) {
    known.add(key);
    Given setting = given.get(key);
    return setting == null ? standard : value(setting, "a number", TextReader::number);
  }

  /** A whole number, or the standard value if it is not given. */
  int whole(String key, int standard) {
    known.add(key);
    Given setting = given.get(key);
    String expected = "a whole number";
    return setting == null ? standard : value(setting, expected, reader -> reader.whole(expected));
  }

  /** Reads a value, which must be all that is given. */
  private <T> T value(Given setting, String expected, Function<TextReader, T> read) {
    TextReader reader = text.from(setting.valueAt());
    T value = read.apply(reader);
    if (reader.position() != setting.valueAt() + setting.value().length()) {
      throw text.fault(setting.valueAt(), expected);
    }
    return value;
  }

  /** A constant, or the standard one if it is not given. */
  <E extends Enum<E>> E constant(String key, E standard) {
    known.add(key);
    Given setting = given.get(key);
    if (setting == null) {
      return standard;
    }
    E[] constants = standard.getDeclaringClass().getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> TextWriter.constant(constant).equals(setting.value()))
        .findFirst()
        .orElseThrow(
            () ->
                text.fault(
                    setting.valueAt(),
                    Arrays.stream(constants)
                        .map(TextWriter::constant)
                        .collect(Collectors.joining(" or "))));
  }

  /** Refuses settings that the rule has not asked for. */
  void requireAllKnown() {
    given.forEach(
        (key, setting) -> {
          if (!known.contains(key)) {
            throw text.fault(
                setting.keyAt(), known.isEmpty() ? "no settings" : String.join(" or ", known));
          }
        });
  }
}
