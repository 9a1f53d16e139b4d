package org.pigdiffusion.data;

import java.io.IOException;
import java.util.Optional;
import org.pigdiffusion.data.internal.PixelLimit;

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

  /** Of unsigned samples. */
  static RasterHeader of(
      PixelLimit limit, long height, long width, Colour colour, Orientation orientation)
      throws IOException {
    return of(limit, height, width, colour, SampleKind.UNSIGNED, orientation);
  }

  /** Refuses a picture of no pixels, or of more than the limit. */
  static RasterHeader of(
      PixelLimit limit,
      long height,
      long width,
      Colour colour,
      SampleKind kind,
      Orientation orientation)
      throws IOException {
    // Alpha counts: it is decoded as well.
    Optional<String> fault = limit.fault(height, width, colour.samples() + 1);
    if (fault.isPresent()) {
      throw new IOException(fault.get());
    }
    return new RasterHeader((int) height, (int) width, colour, kind, orientation);
  }
}
