package org.pigdiffusion.examples.common;

import java.util.Locale;

/**
 * How long something takes, in the unit in which readers would say it: 59.7 seconds are 1 minute,
 * since they are rounded first.
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
    double whole = Math.rint(seconds);
    if (whole < MINUTE) {
      return told(whole, "%.0f", "second");
    }
    double minutes = tenths(seconds / MINUTE);
    return minutes < MINUTES_OF_HOUR
        ? told(minutes, "%.1f", "minute")
        : told(tenths(seconds / HOUR), "%.1f", "hour");
  }

  private static String told(double value, String format, String unit) {
    return value == 1 ? "1 " + unit : String.format(Locale.ROOT, format + " %ss", value, unit);
  }

  private static double tenths(double value) {
    return Math.round(10 * value) / 10.0;
  }
}
