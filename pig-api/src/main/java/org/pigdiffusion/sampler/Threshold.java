package org.pigdiffusion.sampler;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;

/**
 * Where an image is divided in two.
 *
 * @param kind what the value is measured against
 * @param value the threshold, or its place between the least and the greatest value of the image
 */
public record Threshold(Kind kind, double value) {

  /** What a threshold is measured against. */
  public enum Kind {
    /** The threshold is the value itself. */
    ABSOLUTE,
    /** The threshold lies at the value's share of the way from the image's least to greatest. */
    RELATIVE
  }

  /** Checks the value; -0.0 becomes 0.0, so that one threshold has one text. */
  public Threshold {
    requireNonNull(kind, "kind");
    value += 0.0;
    double least = kind == Kind.RELATIVE ? 0 : -1;
    if (!(value >= least && value <= 1)) {
      throw new IllegalArgumentException(
          "threshold: expected %s in [%.0f,1], found %s"
              .formatted(Ascii.toLowerCase(kind.name()), least, value));
    }
  }

  /**
   * A threshold at a value.
   *
   * @param value in [-1, 1], as the values of clean images are
   */
  public static Threshold absolute(double value) {
    return new Threshold(Kind.ABSOLUTE, value);
  }

  /**
   * A threshold at {@code share max + (1 - share) min} of each image; 0.75 in the PIG authors'
   * code.
   *
   * @param share in [0, 1]
   */
  public static Threshold relative(double share) {
    return new Threshold(Kind.RELATIVE, share);
  }

  /**
   * The threshold of the image at {@code values[from..to)}. In the values' own precision: the means
   * of a map of -1 and 1 are few fractions, and many lie exactly at the threshold.
   */
  float of(float[] values, int from, int to) {
    if (kind == Kind.ABSOLUTE) {
      return (float) value;
    }
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    // A constant image must not rise above its own threshold by a rounding error.
    return low == high ? high : (float) value * high + (float) (1 - value) * low;
  }
}
