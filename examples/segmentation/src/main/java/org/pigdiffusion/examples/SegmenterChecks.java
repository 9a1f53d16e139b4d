package org.pigdiffusion.examples;

import org.pigdiffusion.Shape;
import org.pigdiffusion.segmentation.SegmenterSettings;

/**
 * Refuses, before anything is timed or written, segmentation networks that a trainer would refuse
 * only then: by the names of the options.
 */
public final class SegmenterChecks {
  private SegmenterChecks() {}

  /** Refuses images, and patches of them, that the levels do not take. */
  public static void require(SegmenterSettings settings, Shape images) {
    requireSide("--size", settings, images.height());
    requireSide("--size", settings, images.width());
    settings.patch().ifPresent(side -> requireSide("--patch", settings, side));
  }

  private static void requireSide(String option, SegmenterSettings settings, int side) {
    int multiple = 1 << (settings.levels() - 1);
    if (side % multiple != 0 || side < 2 * multiple) {
      throw new IllegalArgumentException(
          "%s: expected a multiple of %d, at least %d, for segmentation networks of %d levels, found"
                  .formatted(option, multiple, 2 * multiple, settings.levels())
              + " %d; give another %s or fewer --levels".formatted(side, option));
    }
  }
}
