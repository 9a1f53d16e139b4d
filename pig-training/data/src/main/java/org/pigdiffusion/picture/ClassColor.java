package org.pigdiffusion.picture;

import java.util.List;
import org.pigdiffusion.data.internal.OkabeIto;

/**
 * A colour of a class of several, on grey: neighbours in this order are far from each other, and
 * the dark blue and the black are left out.
 */
final class ClassColor {
  private static final List<OkabeIto> ALL =
      List.of(
          OkabeIto.ORANGE,
          OkabeIto.SKY_BLUE,
          OkabeIto.GREEN,
          OkabeIto.YELLOW,
          OkabeIto.PINK,
          OkabeIto.RED);

  private ClassColor() {}

  /**
   * The colour of a class; after the last colour they begin again.
   *
   * @param label the class, at least 1; 0 is background and has none
   */
  static OkabeIto of(int label) {
    return ALL.get((label - 1) % ALL.size());
  }
}
