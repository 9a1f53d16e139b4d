package org.pigdiffusion.examples;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Goes on with a folder; where it was begun with other settings, the refusal names the options. */
public final class GoingOn {
  /** How the library refuses: the folder, what differs, and its remedy. */
  private static final Pattern OTHER_SETTINGS =
      Pattern.compile(
          "(?s)(folder .*: expected the same .*, found differences: )(.*); choose another folder.*");

  private GoingOn() {}

  /** Some work in a folder. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /**
   * Does some work.
   *
   * @throws IllegalArgumentException as the work does; of other settings, with the remedy
   */
  public static <T> T with(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (IllegalArgumentException e) {
      Matcher refusal = OTHER_SETTINGS.matcher(String.valueOf(e.getMessage()));
      if (!refusal.matches()) {
        throw e;
      }
      OtherSettings other =
          OtherSettings.of(
              refusal.group(2), refusal.group(1).contains("expected the same generator"));
      throw new IllegalArgumentException(
          "%s%s; give %s of before, or another --out"
              .formatted(refusal.group(1), other.told(), other.options()),
          e);
    }
  }
}
