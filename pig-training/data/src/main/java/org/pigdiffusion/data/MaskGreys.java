package org.pigdiffusion.data;

import java.util.Arrays;

/** The grey values of a mask file that may have been saved in colour. */
final class MaskGreys {
  private MaskGreys() {}

  static float[] of(PixelGrid mask) {
    float[] values = mask.toArray();
    int plane = mask.height() * mask.width();
    for (int i = plane; i < values.length; i++) {
      if (values[i] != values[i - plane]) {
        throw new IllegalArgumentException(
            "mask: expected grey, found colour at row %d, column %d; if the colours stand for classes"
                    .formatted(i % plane / mask.width(), i % plane % mask.width())
                + " by their place in the file's palette, use"
                + " MaskEncoding.classes(0, 1, ...).from(MaskSamples.PALETTE_INDEX)");
      }
    }
    return Arrays.copyOf(values, plane);
  }
}
