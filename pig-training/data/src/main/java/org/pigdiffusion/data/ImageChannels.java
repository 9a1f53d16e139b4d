package org.pigdiffusion.data;

/** The channels of an image as the network sees it, whatever the file holds. */
public enum ImageChannels {
  /**
   * One channel; a file whose red, green and blue are equal everywhere counts as grey, any other
   * colour is refused.
   */
  GREY(1),
  /**
   * One channel; a colour file becomes its luminance (ITU-R BT.601), a grey file stays as it is.
   */
  LUMINANCE(1),
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
