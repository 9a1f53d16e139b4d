package org.pigdiffusion.data;

import java.io.IOException;
import org.pigdiffusion.data.internal.PixelSides;

/**
 * How many pixels a file says lie on the same length across and down. As many of both are square.
 *
 * @param across the number in a row
 * @param down the number in a column
 * @param place where the file says so, for messages
 */
record PixelDensity(Number across, Number down, String place) {
  /** Refuses pixels that are not square. Two zeros, and two that are no numbers, say nothing. */
  void requireSquare() throws IOException {
    boolean same = Double.compare(across.doubleValue(), down.doubleValue()) == 0;
    if (!same && !new PixelSides(across.doubleValue(), down.doubleValue()).areEqual()) {
      throw new IOException(
          "expected square pixels, found %s pixels per unit across and %s down (%s); %s, or remove"
                  .formatted(across, down, place, PixelSides.REMEDY)
              + " what the file says there if it is wrong");
    }
  }
}
