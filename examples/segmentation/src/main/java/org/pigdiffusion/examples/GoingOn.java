package org.pigdiffusion.examples;

import java.io.IOException;
import org.pigdiffusion.segmentation.OtherSettingsException;

/** Goes on with a folder; where it was begun with other settings, the refusal names the options. */
public final class GoingOn {
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
    } catch (OtherSettingsException e) {
      OtherSettings other = OtherSettings.of(e.differences(), e.part());
      throw new IllegalArgumentException(
          "%s, found differences: %s; give %s of before, or another --out"
              .formatted(e.subject(), other.told(), other.options()),
          e);
    }
  }
}
