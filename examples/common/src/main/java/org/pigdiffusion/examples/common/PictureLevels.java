package org.pigdiffusion.examples.common;

import java.io.IOException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.IntensityRange;
import org.pigdiffusion.data.PixelGrid;

/** Reads back the pictures of sampled pairs, which are PNG of 8 bits, grey or in colour. */
public final class PictureLevels {
  private static final IntensityRange EIGHT_BITS = new IntensityRange(0, 255);

  private PictureLevels() {}

  /**
   * The grey values of a picture, {@code [1, 1 or 3, h, w]}, from 0 to 255.
   *
   * @param png the bytes of its file
   * @param name said if it is something else
   */
  public static Tensor of(byte[] png, String name) throws IOException {
    PixelGrid picture;
    try {
      picture = PixelGrid.decode(png);
    } catch (IOException e) {
      throw new IOException(
          "%s: expected the picture of a sampled pair, found one that %s; sample it again"
              .formatted(name, e.getMessage()),
          e);
    }
    if (!picture.nominal().equals(EIGHT_BITS)) {
      throw new IOException(
          "%s: expected values of 8 bits, as sampled pairs have, found a range of %s to %s"
              .formatted(name, picture.nominal().low(), picture.nominal().high()));
    }
    Shape shape = new Shape(1, picture.channels(), picture.height(), picture.width());
    return Tensor.adopt(shape, picture.toArray());
  }
}
