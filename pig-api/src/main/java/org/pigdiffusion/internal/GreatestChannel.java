package org.pigdiffusion.internal;

import java.util.function.IntToDoubleFunction;

/** The class of a pixel that has a channel for each class: the one rule of the library. */
public final class GreatestChannel {
  private GreatestChannel() {}

  /**
   * The channel with the greatest value, the first of several equal ones. Where channel 0 is NaN it
   * is channel 0, and NaN in another channel is never the greatest: who cannot take such a pixel
   * for background refuses it before.
   *
   * @param channels how many, at least 1
   * @param pixel its value in a channel
   */
  public static int of(int channels, IntToDoubleFunction pixel) {
    int greatest = 0;
    for (int c = 1; c < channels; c++) {
      if (pixel.applyAsDouble(c) > pixel.applyAsDouble(greatest)) {
        greatest = c;
      }
    }
    return greatest;
  }
}
