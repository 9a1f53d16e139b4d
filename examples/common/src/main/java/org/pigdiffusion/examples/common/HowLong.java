package org.pigdiffusion.examples.common;

import java.util.Locale;

/** How long something takes, in the unit in which readers would say it. */
public final class HowLong {
  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;

  private HowLong() {}

  /** Such as {@code 1.5 hours}. */
  public static String ofHours(double hours) {
    return ofSeconds(hours * HOUR);
  }

  /** Such as {@code 2.5 minutes}. */
  public static String ofMinutes(double minutes) {
    return ofSeconds(minutes * MINUTE);
  }

  /** Such as {@code 12 seconds}. */
  public static String ofSeconds(double seconds) {
    if (seconds < 1) {
      return seconds > 0 ? "under a second" : "no time";
    }
    if (seconds < MINUTE) {
      return String.format(Locale.ROOT, "%.0f seconds", seconds);
    }
    return seconds < HOUR
        ? String.format(Locale.ROOT, "%.1f minutes", seconds / MINUTE)
        : String.format(Locale.ROOT, "%.1f hours", seconds / HOUR);
  }
}
