package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.pigdiffusion.data.dicom.DicomException;
import org.pigdiffusion.data.dicom.DicomImage;
import org.pigdiffusion.data.dicom.DicomOptions;
import org.pigdiffusion.data.internal.PixelLimit;

/**
 * The pixels of one picture as read from a file, at the depth of the file, before any scaling.
 *
 * <p>Values are stored channel after channel, row after row. The nominal range says what the format
 * can express: 0 to 255 or 65535 for integers, -128 to 127 or -32768 to 32767 for signed ones, the
 * display window or the range of the stored bits for DICOM, and the range of the values themselves
 * for floating-point TIFF. Immutable, hence safe to share between threads.
 */
public final class PixelGrid {
  private final int channels;
  private final int height;
  private final int width;
  private final IntensityRange nominal;
  private final float[] values;

  private PixelGrid(int channels, int height, int width, IntensityRange nominal, float[] values) {
    Region.requireSize(channels, height, width);
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

  /** A picture with a copy of the given values, all of them finite. */
  public static PixelGrid of(
      int channels, int height, int width, IntensityRange nominal, float... values) {
    PixelGrid grid = new PixelGrid(channels, height, width, nominal, values.clone());
    float[] ends = grid.extremes();
    if (!Float.isFinite(ends[0]) || !Float.isFinite(ends[1])) {
      throw new IllegalArgumentException(
          "values: expected finite values, found %s to %s".formatted(ends[0], ends[1]));
    }
    return grid;
  }

  /** As {@link #of}, without copy and look: the caller must not touch the array again. */
  static PixelGrid adopt(
      int channels, int height, int width, IntensityRange nominal, float[] values) {
    return new PixelGrid(channels, height, width, nominal, values);
  }

  /** {@link #read(Path, DicomOptions)} with the standard options. */
  public static PixelGrid read(Path file) throws IOException {
    return read(file, DicomOptions.standard());
  }

  /**
   * Reads an image: a PNG, JPEG, TIFF, BMP or GIF file of one picture, grey or colour, or one frame
   * of a DICOM file, as {@link DicomImage} says. A file whose name has none of the known endings is
   * DICOM if it bears DICOM's mark.
   *
   * <p>Pictures are turned upright as their EXIF block or TIFF tag says. Samples are those stored:
   * no colour profile is applied; palettes are looked up, and 1, 2 or 4 bits of grey become 0 to
   * 255. An alpha channel must be opaque everywhere, and is dropped. Refused by name are printing
   * inks (CMYK), Lab, several pages or animation frames, files that are cut off, pixels that are
   * not square (DICOM, PNG), and, before memory is taken for them, more than 100 million pixels.
   *
   * @param options of DICOM files; of a file of several frames they must choose one
   * @throws IOException if the file cannot be read as exactly one picture; the message names it and
   *     says why
   */
  public static PixelGrid read(Path file, DicomOptions options) throws IOException {
    return read(file, options, PixelLimit.STANDARD.pixels());
  }

  /**
   * As {@link #read(Path, DicomOptions)}, with another limit than 100 million pixels.
   *
   * @param pixelLimit height by width; a picture whose header says more is refused before memory is
   *     taken for its pixels
   * @throws IllegalArgumentException if it is no limit
   */
  public static PixelGrid read(Path file, DicomOptions options, long pixelLimit)
      throws IOException {
    PixelLimit limit = new PixelLimit(pixelLimit);
    return only(file, options, () -> PictureFile.image(file, options, limit));
  }

  /**
   * Reads a mask: as {@link #read(Path)}, or one channel of the opacity or of the palette's
   * indices.
   *
   * @throws IOException if the file cannot be read as exactly one picture, or lacks what is wanted;
   *     the message says why
   */
  public static PixelGrid read(Path file, MaskSamples wanted) throws IOException {
    DicomOptions options = DicomOptions.standard();
    PixelLimit limit = PixelLimit.STANDARD;
    return only(file, options, () -> PictureFile.mask(file, options, wanted, limit));
  }

  /**
   * Reads an image in memory as {@link #read(Path)} reads a file, DICOM apart.
   *
   * @param file the bytes of a PNG, JPEG, TIFF, BMP or GIF file; used during the call alone
   * @throws IOException if they cannot be read as exactly one picture; the message says why, for
   *     whoever names the picture
   */
  public static PixelGrid decode(byte[] file) throws IOException {
    return PictureFile.decode(file, PixelLimit.STANDARD);
  }

  private static PixelGrid only(Path file, DicomOptions options, PictureFile.Opening opening)
      throws IOException {
    try {
      PictureFile pictures = opening.open();
      List<Integer> chosen = options.frames().of(pictures.count());
      if (chosen.size() != 1) {
        throw new IOException(
            "expected one frame, found %d; choose one with DicomOptions.frames(FrameChoice.number(n))"
                .formatted(chosen.size()));
      }
      return pictures.picture(chosen.get(0));
    } catch (DicomException | FileSystemException e) {
      throw e; // names the file
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
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

  /**
   * One value.
   *
   * @throws IndexOutOfBoundsException if the picture has no such channel or pixel
   */
  public float at(int channel, int row, int column) {
    Objects.checkIndex(channel, channels);
    Objects.checkIndex(row, height);
    Objects.checkIndex(column, width);
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
   *
   * @throws IllegalArgumentException if a side is below 1, or an array cannot hold the values
   */
  public PixelGrid resize(int newHeight, int newWidth) {
    Region.requireSize(channels, newHeight, newWidth);
    // Rows are of the new width before there are as many as are wanted.
    Region.requireSize(1, height, newWidth);
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

  /** This picture as the given part of a larger one, which is of the median along its edge. */
  PixelGrid within(int newHeight, int newWidth, Region place) {
    place.requireInside(newHeight, newWidth);
    if (newHeight == height && newWidth == width) {
      return this;
    }
    float[] framed = new float[channels * newHeight * newWidth];
    for (int c = 0; c < channels; c++) {
      int plane = c * newHeight * newWidth;
      Arrays.fill(framed, plane, plane + newHeight * newWidth, edgeMedian(c));
      for (int row = 0; row < height; row++) {
        int to = plane + (place.top() + row) * newWidth + place.left();
        System.arraycopy(values, (c * height + row) * width, framed, to, width);
      }
    }
    return new PixelGrid(channels, newHeight, newWidth, nominal, framed);
  }

  private float edgeMedian(int channel) {
    float[] edge = new float[2 * (height + width)];
    for (int i = 0; i < width; i++) {
      edge[2 * i] = at(channel, 0, i);
      edge[2 * i + 1] = at(channel, height - 1, i);
    }
    for (int i = 0; i < height; i++) {
      edge[2 * (width + i)] = at(channel, i, 0);
      edge[2 * (width + i) + 1] = at(channel, i, width - 1);
    }
    Arrays.sort(edge);
    return edge[edge.length / 2];
  }

  /** Whether all channels are equal. */
  boolean isGrey() {
    int plane = height * width;
    return IntStream.range(plane, values.length).allMatch(i -> values[i] == values[i - plane]);
  }

  /**
   * This picture with the given channels: the luminance of colours (ITU-R BT.601), grey repeated.
   */
  PixelGrid as(ImageChannels wanted) {
    if (wanted.count() == channels) {
      return this;
    }
    int plane = height * width;
    float[] converted = new float[wanted.count() * plane];
    for (int i = 0; i < plane; i++) {
      if (wanted == ImageChannels.LUMINANCE) {
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
