package org.pigdiffusion.picture;

/** Bits of each sample of a written picture. */
public enum PixelDepth {
  /** 256 levels. */
  EIGHT(8),
  /** 65,536 levels. */
  SIXTEEN(16);

  private final int bits;

  PixelDepth(int bits) {
    this.bits = bits;
  }

  /** The greatest sample. */
  int max() {
    return (1 << bits) - 1;
  }

  /** The sample of a value in [-1, 1]; values outside are clamped. */
  int sample(float value) {
    return (int) Math.round((Math.min(Math.max(value, -1.0), 1.0) + 1) / 2 * max());
  }
}
