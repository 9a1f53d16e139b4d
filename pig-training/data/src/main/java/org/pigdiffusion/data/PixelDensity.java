package org.pigdiffusion.data;

import java.io.IOException;
import java.util.Locale;
import org.pigdiffusion.data.internal.PixelSides;

/**
 * How many pixels a file says lie on the same length across and down. As many of both are square.
 *
 * @param across the number in a row
 * @param down the number in a column
 * @param place where the file says so, for messages
 */
record PixelDensity(Number across, Number down, String place) {
  /** Refuses pixels that are not square. Zero, or what is no number, says that it is not known. */
  void requireSquare() throws IOException {
    double x = across.doubleValue();
    double y = down.doubleValue();
    boolean same = Double.compare(x, y) == 0;
    if (isKnown(x) && isKnown(y) && !same && !new PixelSides(x, y).areEqual()) {
      throw new IOException(
          "expected square pixels, found %s pixels per unit across and %s down (%s); %s, or remove"
                  .formatted(text(x), text(y), place, PixelSides.REMEDY)
              + " what the file says there if it is wrong");
    }
  }

  private static boolean isKnown(double density) {
    return density != 0 && !Double.isNaN(density);
  }

  /** A file may hold a fraction, which readers would have to divide. */
  private static String text(double density) {
    String form = density == Math.rint(density) ? "%.0f" : density >= 1 ? "%.2f" : "%.3g";
    return String.format(Locale.ROOT, form, density);
  }
}
