package org.pigdiffusion.examples;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * Images divided into cells: by how much each cell is brighter than the cell of twice the side
 * around it. So structures of each size are looked at by themselves. What is as large as the image
 * is told by the whole image as one cell, and compared with the mean of all images.
 */
final class CellDifferences {
  private CellDifferences() {}

  /**
   * The differences of each channel.
   *
   * @param images {@code [n, c, h, w]}
   * @param cells in a row and in a column, 1 or even; height and width are multiples of it
   * @return {@code [n, c, cells, cells]}
   */
  static Tensor of(Tensor images, int cells) {
    Shape shape = images.shape();
    if (shape.height() % cells != 0 || shape.width() % cells != 0) {
      throw new IllegalArgumentException(
          "images: expected height and width that are multiples of %d, found %dx%d"
              .formatted(cells, shape.height(), shape.width()));
    }
    Tensor means = means(images, cells);
    return Tensor.combine(1, means, -1, cells == 1 ? ofAll(means) : coarser(means));
  }

  private static Tensor means(Tensor images, int cells) {
    Shape shape = images.shape();
    int height = shape.height() / cells;
    int width = shape.width() / cells;
    Shape result = new Shape(shape.batch(), shape.channels(), cells, cells);
    double[] sums = new double[result.size()];
    for (int n = 0; n < shape.batch(); n++) {
      for (int c = 0; c < shape.channels(); c++) {
        for (int y = 0; y < shape.height(); y++) {
          for (int x = 0; x < shape.width(); x++) {
            int plane = n * shape.channels() + c;
            sums[(plane * cells + y / height) * cells + x / width] += images.at(n, c, y, x);
          }
        }
      }
    }
    return divided(result, sums, height * width);
  }

  /** For each cell the mean of the four that share its coarser cell. */
  private static Tensor coarser(Tensor means) {
    int cells = means.shape().height();
    Tensor pooled = means(means, cells / 2);
    double[] enlarged = new double[means.shape().size()];
    for (int i = 0; i < enlarged.length; i++) {
      int plane = i / (cells * cells);
      enlarged[i] =
          pooled.at(
              plane / means.shape().channels(),
              plane % means.shape().channels(),
              i / cells % cells / 2,
              i % cells / 2);
    }
    return divided(means.shape(), enlarged, 1);
  }

  /** For each image the mean of all. */
  private static Tensor ofAll(Tensor means) {
    int channels = means.shape().channels();
    double[] sums = new double[means.shape().size()];
    for (int i = 0; i < sums.length; i++) {
      for (int n = 0; n < means.shape().batch(); n++) {
        sums[i] += means.at(n, i % channels, 0, 0);
      }
    }
    return divided(means.shape(), sums, means.shape().batch());
  }

  private static Tensor divided(Shape shape, double[] sums, int by) {
    float[] values = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      values[i] = (float) (sums[i] / by);
    }
    return Tensor.adopt(shape, values);
  }
}
