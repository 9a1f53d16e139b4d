package org.pigdiffusion.picture;

import org.pigdiffusion.data.internal.PixelLimit;

/**
 * Cells of one size in rows, with a gap around each: where each is, and how large the whole is.
 *
 * @param count how many, counted along the rows
 * @param columns the most in a row, at least 1
 * @param cellHeight of each, in pixels
 * @param cellWidth of each, in pixels
 * @param gap between two, and along the border, in pixels
 */
record Cells(int count, int columns, long cellHeight, long cellWidth, int gap) {
  private static final long MOST_PIXELS = PixelLimit.STANDARD.pixels();

  /** Refuses more pixels than a picture that is read may have. */
  Cells {
    long height = length((count + columns - 1L) / columns, cellHeight, gap);
    long width = length(Math.min(columns, count), cellWidth, gap);
    if (height > MOST_PIXELS / width) {
      throw new IllegalArgumentException(
          "factor: expected a sheet of at most %d pixels, found %d x %d (height x width); draw"
                  .formatted(MOST_PIXELS, height, width)
              + " fewer images, or with a smaller factor");
    }
  }

  private static long length(long cells, long cell, int gap) {
    return cells * (cell + gap) + gap;
  }

  /** Rows of the whole. */
  int height() {
    return (int) length((count + columns - 1L) / columns, cellHeight, gap);
  }

  /** Columns of the whole. */
  int width() {
    return (int) length(Math.min(columns, count), cellWidth, gap);
  }

  /** The first row of a cell. */
  int top(int cell) {
    return (int) length(cell / columns, cellHeight, gap);
  }

  /** The first column of a cell. */
  int left(int cell) {
    return (int) length(cell % columns, cellWidth, gap);
  }
}
