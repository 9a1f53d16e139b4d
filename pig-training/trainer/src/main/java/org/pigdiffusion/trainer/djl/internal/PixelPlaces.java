package org.pigdiffusion.trainer.djl.internal;

import java.nio.FloatBuffer;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * For each pixel of a new image, where it comes from in an old one, be it between pixels: how an
 * augmentation moves the images of a pair alike.
 */
public final class PixelPlaces {
  private final int height;
  private final int width;
  private final double[] rows;
  private final double[] columns;

  private PixelPlaces(int height, int width, double[] rows, double[] columns) {
    this.height = height;
    this.width = width;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Takes over the places, without a copy.
   *
   * @param height of the new image
   * @param width of the new image
   * @param rows for each of its pixels, row by row, from 0 to the last row of the old image
   * @param columns likewise
   */
  public static PixelPlaces adopt(int height, int width, double[] rows, double[] columns) {
    return new PixelPlaces(height, width, rows, columns);
  }

  /** The new image, interpolated linearly between four pixels, each channel by itself. */
  public Tensor image(Tensor image) {
    Shape shape = image.shape();
    FloatBuffer source = image.buffer();
    float[] moved = new float[shape.channels() * height * width];
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int i = 0; i < height * width; i++) {
        moved[channel * height * width + i] =
            interpolated(source, channel * shape.planeSize(), shape, rows[i], columns[i]);
      }
    }
    return Tensor.adopt(new Shape(1, shape.channels(), height, width), moved);
  }

  private static float interpolated(
      FloatBuffer source, int plane, Shape shape, double row, double column) {
    int r = (int) row;
    int c = (int) column;
    int below = Math.min(r + 1, shape.height() - 1);
    int right = Math.min(c + 1, shape.width() - 1);
    double v = row - r;
    double u = column - c;
    double upper =
        (1 - u) * source.get(plane + r * shape.width() + c)
            + u * source.get(plane + r * shape.width() + right);
    double lower =
        (1 - u) * source.get(plane + below * shape.width() + c)
            + u * source.get(plane + below * shape.width() + right);
    return (float) ((1 - v) * upper + v * lower);
  }

  /** The new label map: for each pixel the label of the nearest. */
  public byte[] labels(byte[] labels, int sourceWidth) {
    byte[] moved = new byte[height * width];
    for (int i = 0; i < moved.length; i++) {
      int row = (int) (rows[i] + 0.5);
      int column = (int) (columns[i] + 0.5);
      moved[i] = labels[row * sourceWidth + column];
    }
    return moved;
  }
}
