package org.pigdiffusion.internal;

import com.google.common.base.Ascii;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads entries of text properties; what is missing or malformed is refused by its key.
 *
 * @param properties text by key, from a file
 */
public record TextEntries(Map<String, String> properties) {
  private static final int MOST = 600;

  /** Refuses entries of another version of their format. */
  public void requireVersion(String key, String version) {
    String found = text(key);
    if (!found.equals(version)) {
      throw new IllegalArgumentException(
          "%s: expected %s, found %s; a newer version of this library may read it"
              .formatted(key, version, Excerpt.of(found)));
    }
  }

  /** The text of an entry. */
  public String text(String key) {
    String text = properties.get(key);
    if (text == null) {
      throw new IllegalArgumentException(
          "%s: expected an entry, found only %s"
              .formatted(key, Excerpt.of(properties.keySet(), MOST)));
    }
    return text;
  }

  /**
   * What the text of an entry stands for.
   *
   * @param expected names it in messages
   * @param parse fails with {@link IllegalArgumentException} if the text is no such thing
   */
  public <T> T entry(String key, String expected, Function<String, T> parse) {
    String text = text(key);
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      // The platform's words for what is no number only repeat the text.
      String why =
          e instanceof NumberFormatException
              ? ""
              : " (%s)".formatted(Excerpt.of(String.valueOf(e.getMessage()), MOST));
      throw new IllegalArgumentException(
          "%s: expected %s, found '%s'%s".formatted(key, expected, Excerpt.of(text), why), e);
    }
  }

  /** The constant that an entry names, in upper or lower case. */
  public <E extends Enum<E>> E constant(String key, Class<E> type) {
    String text = text(key);
    E[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> Ascii.equalsIgnoreCase(constant.name(), text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: expected one of %s in lower case, found '%s'"
                        .formatted(key, Arrays.toString(constants), Excerpt.of(text))));
  }
}
