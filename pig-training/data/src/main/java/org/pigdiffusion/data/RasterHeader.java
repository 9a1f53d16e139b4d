package org.pigdiffusion.data;

import java.io.IOException;

/**
 * What a picture file says of itself, read before its pixels are.
 *
 * @param height rows as stored
 * @param width columns as stored
 * @param colour what the first samples of a pixel mean
 * @param kind what the bits of a sample mean
 * @param orientation how the stored picture stands upright
 */
record RasterHeader(
    int height, int width, Colour colour, SampleKind kind, Orientation orientation) {
  /**
   * Beyond this a file is damaged, or no picture to train on; its pixels alone would fill 512 MB.
   */
  private static final int MOST_PIXELS = 1 << 27;

  /** What the samples of a pixel mean; samples beyond these are alpha. */
  enum Colour {
    GREY(1),
    RGB(3),
    PALETTE(1);

    private final int samples;

    Colour(int samples) {
      this.samples = samples;
    }

    int samples() {
      return samples;
    }
  }

  /** What the bits of a sample mean. */
  enum SampleKind {
    UNSIGNED,
    SIGNED,
    FLOAT
  }

  static RasterHeader of(int height, int width, Colour colour, Orientation orientation)
      throws IOException {
    return of(height, width, colour, SampleKind.UNSIGNED, orientation);
  }

  static RasterHeader of(
      long height, long width, Colour colour, SampleKind kind, Orientation orientation)
      throws IOException {
    if (height < 1 || width < 1 || height > MOST_PIXELS / width) {
      throw new IOException(
          "expected 1 to %d pixels, found a header of %d x %d"
              .formatted(MOST_PIXELS, height, width));
    }
    return new RasterHeader((int) height, (int) width, colour, kind, orientation);
  }
}
