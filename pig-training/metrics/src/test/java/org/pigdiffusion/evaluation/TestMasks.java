package org.pigdiffusion.evaluation;

/** Masks by a formula, so that other programs can make the same. */
final class TestMasks {
  private TestMasks() {}

  /** Whether a pixel is lesion. */
  interface Formula {
    boolean at(int z, int y, int x);
  }

  static Mask of(int depth, int height, int width, Formula formula) {
    boolean[] lesion = new boolean[depth * height * width];
    int i = 0;
    for (int z = 0; z < depth; z++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          lesion[i++] = formula.at(z, y, x);
        }
      }
    }
    return Mask.of(lesion, depth, height, width);
  }

  /** A single image from rows of 0 and 1. */
  static Mask rows(String... rows) {
    return of(1, rows.length, rows[0].length(), (z, y, x) -> rows[y].charAt(x) == '1');
  }

  static Mask ballAbout(int a, int b, int c, int radius) {
    return of(
        99,
        99,
        99,
        (z, y, x) -> (z - a) * (z - a) + (y - b) * (y - b) + (x - c) * (x - c) <= radius * radius);
  }
}
