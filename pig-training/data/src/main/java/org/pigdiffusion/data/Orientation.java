package org.pigdiffusion.data;

/**
 * How a stored picture must be turned to stand upright: tag 274 of TIFF 6.0, which EXIF shares, in
 * its order from 1 to 8.
 */
enum Orientation {
  UPRIGHT(false, false, false),
  MIRRORED(false, false, true),
  HALF_TURN(false, true, true),
  FLIPPED(false, true, false),
  TRANSPOSED(true, false, false),
  QUARTER_RIGHT(true, true, false),
  TRANSVERSE(true, true, true),
  QUARTER_LEFT(true, false, true);

  private final boolean transposed;
  private final boolean rowsReversed;
  private final boolean columnsReversed;

  Orientation(boolean transposed, boolean rowsReversed, boolean columnsReversed) {
    this.transposed = transposed;
    this.rowsReversed = rowsReversed;
    this.columnsReversed = columnsReversed;
  }

  /** Of a tag's value; one that is not defined says nothing, as viewers have it. */
  static Orientation of(int tag) {
    return tag >= 1 && tag <= 8 ? values()[tag - 1] : UPRIGHT;
  }

  /** The stored picture as it is to be seen. */
  PixelGrid upright(PixelGrid stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int height = transposed ? stored.width() : stored.height();
    int width = transposed ? stored.height() : stored.width();
    float[] values = new float[stored.channels() * height * width];
    int at = 0;
    for (int c = 0; c < stored.channels(); c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int row = transposed ? x : y;
          int column = transposed ? y : x;
          values[at++] =
              stored.at(
                  c,
                  rowsReversed ? stored.height() - 1 - row : row,
                  columnsReversed ? stored.width() - 1 - column : column);
        }
      }
    }
    return PixelGrid.adopt(stored.channels(), height, width, stored.nominal(), values);
  }
}
