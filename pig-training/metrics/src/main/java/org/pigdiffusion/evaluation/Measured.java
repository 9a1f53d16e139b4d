package org.pigdiffusion.evaluation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * A measured quantity and how far it may be off by the chance of the sample.
 *
 * @param value what was measured
 * @param low the lower end of its interval
 * @param high the upper end of its interval
 */
public record Measured(double value, double low, double high) {

  /**
   * The mean of a few independent repetitions, such as trainings on several draws of the training
   * images, with Student's t interval. It says where the mean of very many repetitions lies, if
   * they scatter about it normally; a bootstrap of three would be far too narrow, since it cannot
   * leave the range of the three.
   *
   * @param repetitions at least two, finite
   * @param level how sure the interval is, in (0, 1)
   */
  public static Measured ofRepetitions(List<Double> repetitions, double level) {
    double[] values =
        Samples.finite(
            "repetitions", 2, repetitions.stream().mapToDouble(value -> value).toArray());
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level: expected in (0,1), found " + level);
    }
    int count = values.length;
    double mean = StatUtils.mean(values);
    double standardError = Math.sqrt(StatUtils.variance(values) / count);
    double half =
        standardError * new TDistribution(count - 1).inverseCumulativeProbability((1 + level) / 2);
    return new Measured(mean, mean - half, mean + half);
  }

  /** Whether a value lies within the interval. */
  public boolean covers(double other) {
    return low <= other && other <= high;
  }

  /** Such as {@code 0.53 (0.49 to 0.58)}, with so many digits behind the point. */
  public String toString(int digits) {
    return told("%." + digits + "f");
  }

  /** Such as {@code +0.53 (-0.02 to +0.58)}, for changes; what is rounded to 0 has no sign. */
  public String toSignedString(int digits) {
    return told("%+." + digits + "f");
  }

  private String told(String format) {
    return "%s (%s to %s)".formatted(text(format, value), text(format, low), text(format, high));
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number).replaceFirst("^[+-](?=[0.]+$)", "");
  }

  /**
   * All three multiplied, such as by 100 for per cent, as one would by hand: 0.07 becomes 7 and not
   * 7.000000000000001.
   *
   * @param factor finite
   */
  public Measured times(double factor) {
    return new Measured(times(value, factor), times(low, factor), times(high, factor));
  }

  private static double times(double number, double factor) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).multiply(BigDecimal.valueOf(factor)).doubleValue()
        : number * factor;
  }
}
