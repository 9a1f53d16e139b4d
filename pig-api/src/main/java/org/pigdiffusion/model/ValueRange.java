package org.pigdiffusion.model;

/**
 * The values that a clean image takes: what black and white are to the network.
 *
 * @param low the least value, finite
 * @param high the greatest value, finite, above {@code low}
 */
public record ValueRange(double low, double high) {
  /** Creates a range. */
  public ValueRange {
    if (!(low < high && Double.isFinite(low) && Double.isFinite(high))) {
      throw new IllegalArgumentException(
          "value range: expected finite low < high, found [" + low + "," + high + "]");
    }
  }

  @Override
  public String toString() {
    return "[" + low + "," + high + "]";
  }

  /** From -1 to 1, the paper's range. */
  public static ValueRange symmetric() {
    return new ValueRange(-1, 1);
  }
}
