package org.pigdiffusion.examples;

import java.io.IOException;
import java.util.regex.Pattern;

/** Goes on with a folder; where it was begun with other settings, the refusal names the options. */
public final class GoingOn {
  private static final Pattern OTHER_SETTINGS =
      Pattern.compile("(?s)folder .*: expected the same .*, found differences: .*");

  /** What the --pair- options decide, by the names that experiments keep it by. */
  private static final Pattern OF_THE_PAIR =
      Pattern.compile("(?s).*(config|network|coarseFirst): now .*");

  private static final String LIBRARY_REMEDY = "; choose another folder";

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
      String message = String.valueOf(e.getMessage());
      if (!OTHER_SETTINGS.matcher(message).matches()) {
        throw e;
      }
      String options =
          OF_THE_PAIR.matcher(message).matches() ? "the --pair- options" : "the options";
      throw new IllegalArgumentException(
          "%s; give %s of before, or another --out"
              .formatted(message.replace(LIBRARY_REMEDY, ""), options),
          e);
    }
  }
}
