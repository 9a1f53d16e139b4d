package org.pigdiffusion.training.data;

/** The channels of an image as the network sees it, whatever the file holds. */
public enum ImageChannels {
  /** One channel; a colour file becomes its luminance (ITU-R BT.601). */
  GREY(1),
  /** Red, green, blue; a grey file is repeated three times. */
  RGB(3);

  private final int count;

  ImageChannels(int count) {
    this.count = count;
  }

  /** The number of channels. */
  public int count() {
    return count;
  }
}
