package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Tells from their contents whether an image and its mask have changed places. */
final class SwapCheck {
  private static final MaskEncoding BLACK_AND_WHITE = MaskEncoding.nearlyBinary(0.5, 0.25);

  /** More levels than this are no classes. */
  private static final int MOST_CLASSES = 32;

  private SwapCheck() {}

  /** Whether an image file reads as a mask that marks something and leaves something. */
  static boolean readsAsMask(Path image, MaskEncoding encoding) {
    try {
      return marks(PixelGrid.read(image, encoding.samples()), encoding);
    } catch (IOException e) {
      return false;
    }
  }

  /** For encodings that take any grey: whether the image alone is of two levels, as masks are. */
  static boolean onlyImageIsBlackAndWhite(PixelGrid image, PixelGrid mask) {
    return isOfTwoLevels(image) && !marks(mask, BLACK_AND_WHITE) && isGrey(mask);
  }

  private static boolean isOfTwoLevels(PixelGrid image) {
    float[] extremes = image.extremes();
    for (float value : image.toArray()) {
      if (value != extremes[0] && value != extremes[1]) {
        return false;
      }
    }
    return extremes[0] < extremes[1];
  }

  private static boolean isGrey(PixelGrid mask) {
    Set<Float> levels = new HashSet<>();
    for (float value : mask.toArray()) {
      levels.add(value);
    }
    return levels.size() > MOST_CLASSES;
  }

  private static boolean marks(PixelGrid grid, MaskEncoding encoding) {
    try {
      int lesion = encoding.labels(grid).lesionPixels();
      return lesion > 0 && lesion < grid.height() * grid.width();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
