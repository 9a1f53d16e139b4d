package org.pigdiffusion.evaluation;

import java.util.Locale;

/**
 * A measured quantity and how far it may be off by the chance of the sample.
 *
 * @param value what was measured
 * @param low the lower end of its interval
 * @param high the upper end of its interval
 */
public record Measured(double value, double low, double high) {

  /** Whether a value lies within the interval. */
  public boolean covers(double other) {
    return low <= other && other <= high;
  }

  /** Such as {@code 0.53 (0.49 to 0.58)}, with so many digits behind the point. */
  public String toString(int digits) {
    String number = "%." + digits + "f";
    return String.format(
        Locale.ROOT, number + " (" + number + " to " + number + ")", value, low, high);
  }
}
