package org.pigdiffusion.data.dicom;

/**
 * One frame, decoded: values channel after channel, row after row, and the range that they may
 * have. Immutable.
 */
public final class DicomPicture {
  private final int channels;
  private final int height;
  private final int width;
  private final double low;
  private final double high;
  private final float[] values;

  private DicomPicture(
      int channels, int height, int width, double low, double high, float[] values) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.low = low;
    this.high = high;
    this.values = values;
  }

  static DicomPicture of(
      FrameFormat format, int channels, double low, double high, float[] values) {
    return new DicomPicture(channels, format.rows(), format.columns(), low, high, values);
  }

  /** Channels: 1 for grey, 3 for red, green and blue. */
  public int channels() {
    return channels;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** The least value that a picture of this kind can have. */
  public double low() {
    return low;
  }

  /** The greatest value that a picture of this kind can have. */
  public double high() {
    return high;
  }

  /** A copy of the values. */
  public float[] values() {
    return values.clone();
  }
}
