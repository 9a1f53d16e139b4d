package org.pigdiffusion.data;

import java.util.Optional;

/**
 * Chooses the part of a pair that is kept. Implementations are immutable and thread-safe; those
 * made here are records, so that two of the same settings are equal and print their settings.
 */
@FunctionalInterface
public interface Crop {
  /**
   * The part to keep of an image and its mask, which are of one size.
   *
   * @return empty if the rule needs a lesion and the mask holds none
   */
  Optional<Region> region(PixelGrid image, LabelMap mask);

  /** Keeps everything. */
  static Crop none() {
    return new Crops.Whole();
  }

  /** {@link #blankBorders(double)} at 5 % of the nominal range, which is above JPEG noise. */
  static Crop blankBorders() {
    return blankBorders(0.05);
  }

  /**
   * Cuts away blank borders: rows and columns at the edge of which at most 1 in 100 pixels is above
   * the level. A border is never cut into a lesion.
   *
   * @param level what still counts as blank, as a fraction of the nominal range, in [0, 1)
   */
  static Crop blankBorders(double level) {
    return new Crops.BlankBorders(level);
  }

  /**
   * A square around the lesions of the choice, centred at the middle of their bounding box, moved
   * inside the image where it would stick out.
   *
   * <p>The side is the longer side of the box times {@code 1 + 2 * margin}, at least {@code
   * leastSide}, at most the shorter side of the image; only that last limit can cut a lesion.
   *
   * @param margin free space on each side, as a fraction of the box's longer side, at least 0
   * @param leastSide pixels of the file, at least 1; equal to the size trained at, it keeps small
   *     lesions from being enlarged
   */
  static Crop aroundLesion(double margin, int leastSide, LesionChoice choice) {
    return new Crops.AroundLesion(margin, leastSide, choice);
  }

  /** This crop, then another one on what this one kept. */
  default Crop then(Crop next) {
    return new Crops.Sequence(this, next);
  }

  /**
   * What this crop keeps, grown to the ratio of the size trained at by pixels of the file around
   * it, as far as the file has any: a cut to shape without bars and without squeezing.
   *
   * @param height rows of the size trained at, at least 1
   * @param width columns of the size trained at, at least 1
   */
  default Crop widenedTo(int height, int width) {
    return new Crops.Widened(this, height, width);
  }
}
