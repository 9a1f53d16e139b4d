package org.pigdiffusion.data;

/**
 * A rectangle of whole pixels.
 *
 * @param top first row, at least 0
 * @param left first column, at least 0
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record Region(int top, int left, int height, int width) {
  /** Creates a region. */
  public Region {
    if (top < 0 || left < 0 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "region: expected top >= 0, left >= 0, height >= 1, width >= 1, found %d, %d, %d, %d"
              .formatted(top, left, height, width));
    }
  }

  /** All of a picture of this size. */
  public static Region whole(int height, int width) {
    return new Region(0, 0, height, width);
  }

  /** Checks the size of a picture before memory is taken for its values. */
  static void requireSize(int channels, int height, int width) {
    if (channels < 1
        || height < 1
        || width < 1
        || (long) height * width > Integer.MAX_VALUE / channels) {
      throw new IllegalArgumentException(
          "size: expected channels, height and width of at least 1, and no more values than an"
              + " array can hold, found %d, %d, %d".formatted(channels, height, width));
    }
  }

  /** The part of this region that the other describes, counted from this region's corner. */
  public Region part(Region inner) {
    inner.requireInside(height, width);
    return new Region(top + inner.top, left + inner.left, inner.height, inner.width);
  }

  /** The smallest region that holds both. */
  public Region union(Region other) {
    int firstRow = Math.min(top, other.top);
    int firstColumn = Math.min(left, other.left);
    int endRow = Math.max(top + height, other.top + other.height);
    int endColumn = Math.max(left + width, other.left + other.width);
    return new Region(firstRow, firstColumn, endRow - firstRow, endColumn - firstColumn);
  }

  /**
   * This region grown to a ratio of height to width on both sides alike, moved inside the picture
   * where it would stick out, and no larger than the picture.
   */
  Region widened(int ratioHeight, int ratioWidth, int pictureHeight, int pictureWidth) {
    long rows = Math.max(height, -Math.floorDiv(-(long) width * ratioHeight, (long) ratioWidth));
    long columns = Math.max(width, -Math.floorDiv(-(long) height * ratioWidth, (long) ratioHeight));
    int newHeight = (int) Math.min(rows, pictureHeight);
    int newWidth = (int) Math.min(columns, pictureWidth);
    return new Region(
        start(top, height, newHeight, pictureHeight),
        start(left, width, newWidth, pictureWidth),
        newHeight,
        newWidth);
  }

  private static int start(int before, int length, int newLength, int pictureLength) {
    return Math.min(Math.max(before - (newLength - length) / 2, 0), pictureLength - newLength);
  }

  /**
   * Checks that a picture of this size holds the region.
   *
   * @throws IllegalArgumentException if a part lies outside
   */
  public void requireInside(int pictureHeight, int pictureWidth) {
    if ((long) top + height > pictureHeight || (long) left + width > pictureWidth) {
      throw new IllegalArgumentException(
          "region: expected inside %dx%d, found %s".formatted(pictureHeight, pictureWidth, this));
    }
  }
}
