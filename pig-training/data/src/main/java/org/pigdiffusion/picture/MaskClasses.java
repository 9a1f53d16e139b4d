package org.pigdiffusion.picture;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.GreatestChannel;

/** The class of every pixel of a batch of masks; 0 is background. Immutable and thread-safe. */
public final class MaskClasses {
  private final Tensor masks;

  private MaskClasses(Tensor masks) {
    this.masks = masks;
  }

  /**
   * The classes of masks {@code [n, k, h, w]}: of one channel, what is greater than 0 is class 1;
   * of several, the greatest channel says the class.
   *
   * @throws IllegalArgumentException if a value is not finite: it would be taken for background
   */
  public static MaskClasses of(Tensor masks) {
    if (masks.shape().channels() < 1) {
      throw new IllegalArgumentException(
          "masks: expected at least one channel, found shape " + masks.shape());
    }
    if (!masks.isFinite()) {
      throw new IllegalArgumentException(
          "masks: expected finite values, found others; mend what made them");
    }
    return new MaskClasses(masks);
  }

  /** How many classes there are beside the background: of one channel or two, 1. */
  public int count() {
    return Math.max(1, masks.shape().channels() - 1);
  }

  /** The class of one pixel of mask n. */
  public int at(int n, int y, int x) {
    int channels = masks.shape().channels();
    if (channels == 1) {
      return masks.at(n, 0, y, x) > 0 ? 1 : 0;
    }
    return GreatestChannel.of(channels, c -> masks.at(n, c, y, x));
  }

  /** The classes of all pixels of one mask, row after row. */
  int[] labels(int n) {
    Shape shape = masks.shape();
    int[] labels = new int[shape.planeSize()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = at(n, i / shape.width(), i % shape.width());
    }
    return labels;
  }

  /** Which pixels of one mask are not background, row after row. */
  public boolean[] lesion(int n) {
    int[] labels = labels(n);
    boolean[] lesion = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      lesion[i] = labels[i] != 0;
    }
    return lesion;
  }
}
