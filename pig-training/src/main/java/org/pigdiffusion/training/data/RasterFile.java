package org.pigdiffusion.training.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** PNG, JPEG, TIFF and BMP through the image readers of the JDK, at the depth of the file. */
final class RasterFile {
  private RasterFile() {}

  static PixelGrid read(Path file) throws IOException {
    BufferedImage image = decode(file);
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return fromPalette(image.getRaster(), palette);
    }
    Raster raster = image.getRaster();
    int channels = raster.getNumBands() >= 3 ? 3 : 1;
    int plane = raster.getWidth() * raster.getHeight();
    float[] values = new float[channels * plane];
    float[] samples = new float[plane];
    for (int c = 0; c < channels; c++) {
      // Raw samples: getRGB would convert grey through a gamma curve and cut it to eight bits.
      raster.getSamples(
          raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(), c, samples);
      System.arraycopy(samples, 0, values, c * plane, plane);
    }
    return PixelGrid.adopt(
        channels, raster.getHeight(), raster.getWidth(), nominal(raster, values), values);
  }

  private static BufferedImage decode(Path file) throws IOException {
    // From memory: the JDK's stream on a file is unbuffered, and its default one writes a cache
    // file.
    byte[] bytes = Files.readAllBytes(file);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("is no picture of a known format");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in);
        int pages = reader.getNumImages(true);
        if (pages != 1) {
          throw new IOException("expected one picture, found " + pages);
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (RuntimeException e) {
      // The JDK's readers answer some broken files with unchecked exceptions of many kinds.
      throw new IOException("cannot be decoded: " + e, e);
    }
  }

  private static PixelGrid fromPalette(Raster raster, IndexColorModel palette) {
    int plane = raster.getWidth() * raster.getHeight();
    int[] indices =
        raster.getSamples(
            raster.getMinX(),
            raster.getMinY(),
            raster.getWidth(),
            raster.getHeight(),
            0,
            new int[plane]);
    boolean grey =
        IntStream.range(0, palette.getMapSize())
            .allMatch(
                i ->
                    palette.getRed(i) == palette.getGreen(i)
                        && palette.getRed(i) == palette.getBlue(i));
    float[] values = new float[(grey ? 1 : 3) * plane];
    for (int i = 0; i < plane; i++) {
      values[i] = palette.getRed(indices[i]);
      if (!grey) {
        values[plane + i] = palette.getGreen(indices[i]);
        values[2 * plane + i] = palette.getBlue(indices[i]);
      }
    }
    return PixelGrid.adopt(
        grey ? 1 : 3, raster.getHeight(), raster.getWidth(), new IntensityRange(0, 255), values);
  }

  private static IntensityRange nominal(Raster raster, float[] values) throws IOException {
    int type = raster.getSampleModel().getDataType();
    if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
      return rangeOf(values);
    }
    int bits = raster.getSampleModel().getSampleSize(0);
    if (bits > 16) {
      throw new IOException("expected at most 16 bits a sample, found " + bits);
    }
    return new IntensityRange(0, (1 << bits) - 1);
  }

  private static IntensityRange rangeOf(float[] values) throws IOException {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IOException("expected finite values, found " + value);
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    // A picture of one value has no range of its own; any will do to carry it to the blank check.
    return new IntensityRange(low, high > low ? high : low + 1.0);
  }
}
