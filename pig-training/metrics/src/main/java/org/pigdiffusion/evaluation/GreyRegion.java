package org.pigdiffusion.evaluation;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The grey values of a region of an image, and the levels that they are binned into. */
final class GreyRegion {
  /** Grey values come through floats: those at the edge of a bin must not fall below it. */
  private static final double ROUNDING = 1e-4;

  /** Images of [-1, 1] have 11; features are sums over all couples of levels. */
  private static final int MOST_LEVELS = 1000;

  private final double[] values;
  private final int[] levels;
  private final int height;
  private final int width;

  private GreyRegion(double[] values, int[] levels, int height, int width) {
    this.values = values;
    this.levels = levels;
    this.height = height;
    this.width = width;
  }

  /**
   * A region.
   *
   * @param grey of the whole image, about [0, 255]
   * @param region with at least one pixel
   * @param binWidth the bins begin at its multiples
   * @throws IllegalArgumentException if there are more than 1000 levels
   */
  static GreyRegion of(double[] grey, Mask region, double binWidth) {
    double[] values =
        IntStream.range(0, grey.length)
            .filter(i -> region.values()[i])
            .mapToDouble(i -> grey[i])
            .toArray();
    double least = bin(DoubleStream.of(values).min().orElse(0), binWidth);
    double most = bin(DoubleStream.of(values).max().orElse(0), binWidth);
    if (!(most - least < MOST_LEVELS)) {
      throw new IllegalArgumentException(
          "y: expected grey values of at most %d levels, each %s wide, found %s of them; images are"
                  .formatted(MOST_LEVELS, binWidth, most - least + 1)
              + " about [-1,1], see PairBatch.image()");
    }
    int[] levels = new int[grey.length];
    for (int i = 0; i < grey.length; i++) {
      levels[i] = region.values()[i] ? (int) (bin(grey[i], binWidth) - least) + 1 : 0;
    }
    return new GreyRegion(values, levels, region.height(), region.width());
  }

  private static double bin(double grey, double width) {
    return Math.floor((grey + ROUNDING) / width);
  }

  /** The grey values of the pixels of the region, row after row; not to be written to. */
  double[] values() {
    return values;
  }

  /**
   * The levels of all pixels of the image, row after row: 0 outside the region, 1 for the bin of
   * the least value within. Not to be written to.
   */
  int[] levels() {
    return levels;
  }

  /** The rows of the image. */
  int height() {
    return height;
  }

  /** The columns of the image. */
  int width() {
    return width;
  }

  /** The greatest level. */
  int most() {
    return IntStream.of(levels).max().orElse(0);
  }

  /** The level of a pixel; 0 outside the region and outside the image. */
  int at(int row, int column) {
    return row >= 0 && row < height && column >= 0 && column < width
        ? levels[row * width + column]
        : 0;
  }
}
