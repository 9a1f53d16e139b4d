package org.pigdiffusion.data.internal;

/** The colours of Okabe and Ito (2008): told apart by those who see no red or no green, too. */
public enum OkabeIto {
  /** Dark. */
  BLACK(0x000000, "black"),
  /** Dark. */
  BLUE(0x0072B2, "blue"),
  /** Their vermilion. */
  RED(0xD55E00, "red"),
  /** Their bluish green. */
  GREEN(0x009E73, "green"),
  /** Their reddish purple. */
  PINK(0xCC79A7, "pink"),
  /** Light. */
  SKY_BLUE(0x56B4E9, "sky blue"),
  /** Light. */
  ORANGE(0xE69F00, "orange"),
  /** Hardly seen on white. */
  YELLOW(0xF0E442, "yellow");

  private final int rgb;
  private final String word;

  OkabeIto(int rgb, String word) {
    this.rgb = rgb;
    this.word = word;
  }

  /** As 0xRRGGBB. */
  public int rgb() {
    return rgb;
  }

  /** What readers call it. */
  public String word() {
    return word;
  }
}
