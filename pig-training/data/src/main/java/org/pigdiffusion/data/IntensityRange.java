package org.pigdiffusion.data;

/**
 * The grey values that become -1 and 1; what lies outside is clamped.
 *
 * @param low becomes -1
 * @param high becomes 1, greater than {@code low}
 */
public record IntensityRange(double low, double high) {
  /** Creates a range. */
  public IntensityRange {
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "intensity range: expected finite low < high, found [" + low + "," + high + "]");
    }
  }

  /** The value in [-1, 1] of a grey value. */
  float scale(double value) {
    double unit = (value - low) / (high - low);
    return (float) (2 * Math.min(Math.max(unit, 0), 1) - 1);
  }
}
