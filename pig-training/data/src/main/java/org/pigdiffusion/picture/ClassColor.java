package org.pigdiffusion.picture;

import java.util.List;

/**
 * A colour of a class of several. All are told apart by those who see no red or no green (Okabe and
 * Ito 2008), and are seen on grey: neighbours in this order are far from each other, and its dark
 * blue and its black are left out.
 *
 * @param rgb 0xRRGGBB
 * @param word what readers call it
 */
record ClassColor(int rgb, String word) {
  private static final List<ClassColor> ALL =
      List.of(
          new ClassColor(0xE69F00, "orange"),
          new ClassColor(0x56B4E9, "sky blue"),
          new ClassColor(0x009E73, "green"),
          new ClassColor(0xF0E442, "yellow"),
          new ClassColor(0xCC79A7, "pink"),
          new ClassColor(0xD55E00, "red"));

  /**
   * The colour of a class; after the last colour they begin again.
   *
   * @param label the class, at least 1; 0 is background and has none
   */
  static ClassColor of(int label) {
    return ALL.get((label - 1) % ALL.size());
  }
}
