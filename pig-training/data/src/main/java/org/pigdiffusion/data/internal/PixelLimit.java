package org.pigdiffusion.data.internal;

import java.util.Optional;

/**
 * How many pixels a picture may have: a header of a few bytes can ask for gigabytes. Looked at
 * before memory is taken for the pixels.
 *
 * @param pixels height by width, of one frame
 */
public record PixelLimit(long pixels) {
  /** Far more than any radiograph has; the values of a grey picture then fill 400 MB. */
  public static final PixelLimit STANDARD = new PixelLimit(100_000_000);

  /** Values are held in one array. */
  private static final long MOST_VALUES = Integer.MAX_VALUE - 8;

  /** Refuses what is no limit. */
  public PixelLimit {
    if (pixels < 1 || pixels > MOST_VALUES) {
      throw new IllegalArgumentException(
          "pixelLimit: expected 1 to %d pixels, found %d".formatted(MOST_VALUES, pixels));
    }
  }

  /**
   * What is wrong with a size that a file claims, if anything.
   *
   * @param samples values of a pixel
   */
  public Optional<String> fault(long height, long width, int samples) {
    if (height < 1 || width < 1) {
      return Optional.of(
          "is damaged: expected at least 1 row and 1 column, found %d x %d (height x width)"
              .formatted(height, width));
    }
    if (height > pixels / width) {
      return Optional.of(
          ("expected at most %d pixels, found %d x %d (height x width). Cut out the parts that you"
                  + " need, as of a whole slide, or raise the limit with"
                  + " Preprocessing.Builder.pixelLimit (option --pixel-limit)")
              .formatted(pixels, height, width));
    }
    return height * width > MOST_VALUES / samples
        ? Optional.of(
            "expected at most %d values, found %d x %d pixels of %d: no one array holds them"
                .formatted(MOST_VALUES, height, width, samples))
        : Optional.empty();
  }
}
