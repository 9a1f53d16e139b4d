package org.pigdiffusion.picture;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.AtomicFile;

/** A picture of grey or colour samples that is written as PNG. Immutable and thread-safe. */
public final class Picture {
  private final BufferedImage image;

  private Picture(BufferedImage image) {
    this.image = image;
  }

  static Picture of(BufferedImage image) {
    return new Picture(image);
  }

  /**
   * The picture of one image.
   *
   * @param image {@code [1, 1, h, w]} grey or {@code [1, 3, h, w]} red, green, blue; -1 is black, 1
   *     is full; clamped outside
   */
  public static Picture ofImage(Tensor image, PixelDepth depth) {
    Shape shape = image.shape();
    if (shape.batch() != 1 || (shape.channels() != 1 && shape.channels() != 3)) {
      throw new IllegalArgumentException(
          "image: expected shape [1,1,h,w] or [1,3,h,w], found " + shape);
    }
    BufferedImage target = blank(shape, depth);
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          target.getRaster().setSample(x, y, c, depth.sample(image.at(0, c, y, x)));
        }
      }
    }
    return new Picture(target);
  }

  /**
   * The eight-bit picture of one mask: lesion white, background black. Of K channels, the greatest
   * says the class of a pixel, and class k is drawn in grey {@code 255 k / (K - 1)}.
   *
   * @param mask {@code [1, k, h, w]}; of one channel, what is greater than 0 is lesion
   */
  public static Picture ofMask(Tensor mask) {
    MaskClasses classes = MaskClasses.of(mask);
    Shape shape = mask.shape().withChannels(1);
    int last = classes.count();
    BufferedImage target = blank(shape, PixelDepth.EIGHT);
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int sample = (int) Math.round(255.0 * classes.at(0, y, x) / last);
        target.getRaster().setSample(x, y, 0, sample);
      }
    }
    return new Picture(target);
  }

  private static BufferedImage blank(Shape shape, PixelDepth depth) {
    int type = depth == PixelDepth.EIGHT ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
    int space = shape.channels() == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space), false, false, Transparency.OPAQUE, type);
    WritableRaster raster =
        Raster.createInterleavedRaster(type, shape.width(), shape.height(), shape.channels(), null);
    return new BufferedImage(model, raster, false, null);
  }

  /** Columns. */
  public int width() {
    return image.getWidth();
  }

  /** Rows. */
  public int height() {
    return image.getHeight();
  }

  /** A copy for other drawing. */
  public BufferedImage toBufferedImage() {
    WritableRaster raster = image.copyData(image.getRaster().createCompatibleWritableRaster());
    return new BufferedImage(image.getColorModel(), raster, false, null);
  }

  /**
   * Writes a PNG file, lossless. Readers see the file complete or not at all: it is written beside
   * its place, flushed to the disk, and renamed. Missing folders are made.
   *
   * @throws IOException if the file cannot be written; what was there before is then unchanged
   */
  public void writePng(Path file) throws IOException {
    Path place = file.toAbsolutePath();
    Path folder = place.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    AtomicFile.write(place, this::writePng);
  }

  /**
   * Writes the PNG data of the picture to a stream, which stays open.
   *
   * @throws IOException if the stream throws it
   */
  public void writePng(OutputStream stream) throws IOException {
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(stream)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IOException("this Java runtime writes no PNG of " + image.getColorModel());
      }
    }
  }
}
