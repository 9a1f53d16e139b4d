package org.pigdiffusion.data;

/** What becomes of a picture whose ratio of height to width is not that of the size trained at. */
public enum Fit {
  /** It is refused. Half a pixel of the size trained at does not count. */
  REFUSE,
  /**
   * It keeps its ratio, is laid in the middle, and bars fill the rest: in the image of its own
   * background, which is the median along its edge, in the mask of background.
   */
  PAD,
  /** It is squeezed or stretched: what was round in the file becomes an ellipse. */
  STRETCH;

  /**
   * The part of a frame that a picture fills.
   *
   * @return the whole frame unless this is {@link #PAD}, or {@link #REFUSE} and the picture does
   *     not fit
   */
  Region within(int frameHeight, int frameWidth, Region picture) {
    if (this == STRETCH) {
      return Region.whole(frameHeight, frameWidth);
    }
    double scale =
        Math.min((double) frameHeight / picture.height(), (double) frameWidth / picture.width());
    int height = (int) Math.max(1, Math.min(frameHeight, Math.round(picture.height() * scale)));
    int width = (int) Math.max(1, Math.min(frameWidth, Math.round(picture.width() * scale)));
    return new Region((frameHeight - height) / 2, (frameWidth - width) / 2, height, width);
  }
}
