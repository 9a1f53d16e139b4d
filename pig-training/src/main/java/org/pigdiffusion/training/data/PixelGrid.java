package org.pigdiffusion.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.pigdiffusion.training.data.dicom.DicomImage;
import org.pigdiffusion.training.data.dicom.DicomOptions;

/**
 * The pixels of one picture as read from a file, at the depth of the file, before any scaling.
 *
 * <p>Values are stored channel after channel, row after row. The nominal range says what the format
 * can express: 0 to 255 or 65535 for integers, the display window or the range of the stored bits
 * for DICOM, and the range of the values themselves for floating-point TIFF. Immutable, hence safe
 * to share between threads.
 */
public final class PixelGrid {
  private final int channels;
  private final int height;
  private final int width;
  private final IntensityRange nominal;
  private final float[] values;

  private PixelGrid(int channels, int height, int width, IntensityRange nominal, float[] values) {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "size: expected channels, height and width of at least 1, found %d, %d, %d"
              .formatted(channels, height, width));
    }
    if (values.length != (long) channels * height * width) {
      throw new IllegalArgumentException(
          "values: expected %d, found %d"
              .formatted((long) channels * height * width, values.length));
    }
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.nominal = nominal;
    this.values = values;
  }

  /** A picture with a copy of the given values. */
  public static PixelGrid of(
      int channels, int height, int width, IntensityRange nominal, float... values) {
    return new PixelGrid(channels, height, width, nominal, values.clone());
  }

  /** As {@link #of}, without the copy: the caller must not touch the array again. */
  static PixelGrid adopt(
      int channels, int height, int width, IntensityRange nominal, float[] values) {
    return new PixelGrid(channels, height, width, nominal, values);
  }

  /** {@link #read(Path, DicomOptions)} with the standard options. */
  public static PixelGrid read(Path file) throws IOException {
    return read(file, DicomOptions.standard());
  }

  /**
   * Reads a picture: PNG, JPEG, TIFF or BMP of one or three channels (an alpha channel is dropped,
   * a palette is resolved), or one frame of a DICOM file, as {@link DicomImage} says. A file whose
   * name has none of the known endings is DICOM if it bears DICOM's mark.
   *
   * @param options of DICOM files; of a file of several frames they must choose one
   * @throws IOException if the file cannot be read as exactly one picture; the message says why
   */
  public static PixelGrid read(Path file, DicomOptions options) throws IOException {
    PictureFile pictures = PictureFile.image(file, options);
    List<Integer> chosen = options.frames().of(pictures.count());
    if (chosen.size() != 1) {
      throw new IOException(
          "expected one frame, found %d; choose one with DicomOptions.frames(FrameChoice.number(n))"
              .formatted(chosen.size()));
    }
    return pictures.picture(chosen.get(0));
  }

  /** Whether the file's name ends as one of the formats that {@link #read} knows. */
  static boolean isKnown(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.matches("[^.].*\\.(png|jpg|jpeg|tif|tiff|bmp|dcm|dicom)");
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

  /** What the file's format can express. */
  public IntensityRange nominal() {
    return nominal;
  }

  /** One value. */
  public float at(int channel, int row, int column) {
    return values[(channel * height + row) * width + column];
  }

  /** A copy of all values, channel after channel. */
  public float[] toArray() {
    return values.clone();
  }

  /** The least and the greatest value, in this order; equal if the picture is of one value. */
  float[] extremes() {
    float low = values[0];
    float high = values[0];
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new float[] {low, high};
  }

  /** The part of this picture inside the region. */
  public PixelGrid crop(Region region) {
    region.requireInside(height, width);
    float[] part = new float[channels * region.height() * region.width()];
    int at = 0;
    for (int c = 0; c < channels; c++) {
      for (int row = 0; row < region.height(); row++) {
        int from = (c * height + region.top() + row) * width + region.left();
        System.arraycopy(values, from, part, at, region.width());
        at += region.width();
      }
    }
    return new PixelGrid(channels, region.height(), region.width(), nominal, part);
  }

  /**
   * This picture at another size. An axis that gets shorter is averaged over exactly the area that
   * a new pixel covers; an axis that gets longer is interpolated linearly between pixel centres.
   */
  public PixelGrid resize(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    AxisWeights down = AxisWeights.of(height, newHeight);
    AxisWeights across = AxisWeights.of(width, newWidth);
    float[] resized = new float[channels * newHeight * newWidth];
    for (int c = 0; c < channels; c++) {
      double[] rows = new double[height * newWidth];
      for (int row = 0; row < height; row++) {
        int from = (c * height + row) * width;
        for (int x = 0; x < newWidth; x++) {
          rows[row * newWidth + x] = across.sum(x, i -> values[from + i]);
        }
      }
      for (int y = 0; y < newHeight; y++) {
        for (int x = 0; x < newWidth; x++) {
          int column = x;
          resized[(c * newHeight + y) * newWidth + x] =
              (float) down.sum(y, i -> rows[i * newWidth + column]);
        }
      }
    }
    return new PixelGrid(channels, newHeight, newWidth, nominal, resized);
  }

  /** This picture with the given channels: luminance (ITU-R BT.601) or grey repeated. */
  PixelGrid as(ImageChannels wanted) {
    if (wanted.count() == channels) {
      return this;
    }
    int plane = height * width;
    float[] converted = new float[wanted.count() * plane];
    for (int i = 0; i < plane; i++) {
      if (channels == 3) {
        converted[i] =
            (float) (0.299 * values[i] + 0.587 * values[plane + i] + 0.114 * values[2 * plane + i]);
      } else {
        for (int c = 0; c < wanted.count(); c++) {
          converted[c * plane + i] = values[i];
        }
      }
    }
    return new PixelGrid(wanted.count(), height, width, nominal, converted);
  }
}
