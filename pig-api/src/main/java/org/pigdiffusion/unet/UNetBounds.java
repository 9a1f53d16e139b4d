package org.pigdiffusion.unet;

import java.util.List;

/**
 * How large a network may be: above all that anyone trains, and small enough that the list of its
 * parameters is short and the size of each is an {@code int}. A file that claims more is damaged.
 */
final class UNetBounds {
  /** With more, an image would need over 32768 rows to be halved so often. */
  static final int MOST_LEVELS = 16;

  private static final int MOST_CHANNELS = 256;
  private static final int MOST_RESIDUAL_BLOCKS = 64;
  private static final int LARGEST_BASE_WIDTH = 4096;
  private static final int LARGEST_WIDTH = 8192;

  private UNetBounds() {}

  static void require(
      int channels,
      int conditionChannels,
      int baseWidth,
      List<Integer> multipliers,
      int residualBlocks) {
    requireAtMost("channels", MOST_CHANNELS, channels);
    requireAtMost("conditionChannels", MOST_CHANNELS, conditionChannels);
    requireAtMost("baseWidth", LARGEST_BASE_WIDTH, baseWidth);
    requireAtMost("residualBlocks", MOST_RESIDUAL_BLOCKS, residualBlocks);
    for (int multiplier : multipliers) {
      requireAtMost(
          "multipliers: times the base width " + baseWidth,
          LARGEST_WIDTH,
          (long) multiplier * baseWidth);
    }
  }

  private static void requireAtMost(String name, long most, long found) {
    if (found > most) {
      throw new IllegalArgumentException(name + ": expected at most " + most + ", found " + found);
    }
  }
}
