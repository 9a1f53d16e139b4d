package org.pigdiffusion.examples.common;

import java.util.Locale;

/**
 * How long something takes, in the unit in which readers would say it: 59.7 seconds are 1.0
 * minutes, since they are rounded first.
 */
public final class HowLong {
  private static final double MINUTE = 60;
  private static final double MINUTES_OF_HOUR = 60;
  private static final double HOUR = MINUTES_OF_HOUR * MINUTE;

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
    if (Math.round(seconds) < MINUTE) {
      return Math.round(seconds) + " seconds";
    }
    double minutes = tenths(seconds / MINUTE);
    return minutes < MINUTES_OF_HOUR
        ? String.format(Locale.ROOT, "%.1f minutes", minutes)
        : String.format(Locale.ROOT, "%.1f hours", tenths(seconds / HOUR));
  }

  private static double tenths(double value) {
    return Math.round(10 * value) / 10.0;
  }
}
