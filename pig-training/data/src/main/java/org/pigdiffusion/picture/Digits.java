package org.pigdiffusion.picture;

/** Numbers in tiny digits of 3 by 5 pixels, drawn without a font. */
final class Digits {
  static final int HEIGHT = 5;
  private static final int WIDTH = 3;
  private static final String KNOWN = "0123456789.";

  /** Five rows of three bits each, the topmost row in the highest bits. */
  private static final int[] SHAPES = {
    0b111_101_101_101_111,
    0b010_110_010_010_111,
    0b111_001_111_100_111,
    0b111_001_111_001_111,
    0b101_101_111_001_001,
    0b111_100_111_001_111,
    0b111_100_111_101_111,
    0b111_001_010_010_010,
    0b111_101_111_101_111,
    0b111_101_111_001_111,
    0b000_000_000_000_010,
  };

  private Digits() {}

  /** Writes text of digits and points with its upper left corner at the place. */
  static void write(Canvas canvas, int top, int left, String text) {
    for (int i = 0; i < text.length(); i++) {
      int shape = SHAPES[KNOWN.indexOf(text.charAt(i))];
      for (int bit = 0; bit < WIDTH * HEIGHT; bit++) {
        if ((shape >> (WIDTH * HEIGHT - 1 - bit) & 1) == 1) {
          canvas.dot(top + bit / WIDTH, left + i * (WIDTH + 1) + bit % WIDTH, 0xE0E0E0);
        }
      }
    }
  }
}
