package org.pigdiffusion.examples.common;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Reads back the pictures of sampled pairs, which are PNG of 8 bits, grey or in colour. */
public final class PictureLevels {
  private PictureLevels() {}

  /**
   * The grey values of a picture, {@code [1, 1 or 3, h, w]}, from 0 to 255.
   *
   * @param png the bytes of its file
   * @param name said if it is something else
   */
  public static Tensor of(byte[] png, String name) throws IOException {
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
    if (picture == null) {
      throw new IOException(name + ": expected a PNG picture, found something else");
    }
    Raster raster = picture.getRaster();
    int bands = raster.getNumBands();
    if (raster.getDataBuffer().getDataType() != DataBuffer.TYPE_BYTE
        || picture.getColorModel() instanceof IndexColorModel
        || (bands != 1 && bands != 3)) {
      throw new IOException(
          "%s: expected 1 or 3 channels of 8 bits, as sampled pairs have, found %d of %s"
              .formatted(name, bands, picture.getColorModel()));
    }
    return levels(raster);
  }

  private static Tensor levels(Raster raster) {
    Shape shape = new Shape(1, raster.getNumBands(), raster.getHeight(), raster.getWidth());
    float[] values = new float[shape.imageSize()];
    for (int i = 0; i < values.length; i++) {
      int pixel = i % shape.planeSize();
      int band = i / shape.planeSize();
      values[i] = raster.getSample(pixel % shape.width(), pixel / shape.width(), band);
    }
    return Tensor.adopt(shape, values);
  }
}
