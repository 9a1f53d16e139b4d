package org.pigdiffusion.data;

import org.pigdiffusion.Tensor;

/** How the grey values of a mask file become a tensor in [-1, 1]. */
public sealed interface MaskEncoding permits BinaryMask, ClassMask, SignedDistanceMask {
  /** The channels of the tensor. */
  int channels();

  /** Which numbers of a mask file are read; {@link MaskSamples#GREY} unless told otherwise. */
  MaskSamples samples();

  /**
   * This encoding of other numbers of the file: {@code classes(0, 1, 2).from(PALETTE_INDEX)} reads
   * classes from the indices of a palette, {@code binary().from(ALPHA)} a lesion from the opacity.
   */
  MaskEncoding from(MaskSamples samples);

  /**
   * Reads classes from the grey values of a mask.
   *
   * @throws IllegalArgumentException if the mask holds grey values that stand for nothing
   */
  LabelMap labels(PixelGrid mask);

  /**
   * The tensor {@code [1, channels, height, width]} of a map of classes: above 0 where a pixel
   * belongs to the channel, below 0 elsewhere; -1 and 1 only, unless {@link #signedDistance} says
   * otherwise.
   */
  Tensor tensor(LabelMap labels);

  /**
   * This encoding with a smooth edge: each channel is the distance from its border in pixels of the
   * tensor, above 0 inside and below 0 outside, divided by the reach and clamped to [-1, 1]. The
   * border lies half-way between pixels. Such a mask is easier to learn than a step: outlines
   * become smoother, and islands of a pixel rarer. The threshold of an annotation stays 0; with
   * classes, the greatest channel stays the class.
   *
   * <p>A model trained with such masks expects them as a fixed x, too.
   *
   * @param reach pixels from the border to where the mask is -1 or 1, in [0.5, 64]; 3 suits lesions
   *     of some 16 pixels
   * @throws IllegalArgumentException if the reach is out of range, or this is such an encoding
   */
  default MaskEncoding signedDistance(double reach) {
    return new SignedDistanceMask(this, reach);
  }

  /**
   * One channel, -1 background and 1 lesion, from masks that hold nothing but two levels: 0 and any
   * one other (1 and 255 are both common). A mask of zeros is a pair without a lesion.
   */
  static MaskEncoding binary() {
    return new BinaryMask(0.5, 0, MaskSamples.GREY);
  }

  /**
   * One channel, -1 background and 1 lesion, from masks that are only nearly binary, such as JPEG
   * files. Both numbers are fractions of the file's full range, so that 0 and 1 in eight bits are
   * both black; a mask of these two levels alone is refused.
   *
   * @param threshold what is greater is lesion, in (0, 1)
   * @param tolerance how far from black or white a pixel may be; 0.1 suits JPEG, 0.5 allows every
   *     grey level; in (0, 0.5]
   */
  static MaskEncoding nearlyBinary(double threshold, double tolerance) {
    if (!(tolerance > 0)) {
      throw new IllegalArgumentException("tolerance: expected in (0,0.5], found " + tolerance);
    }
    return new BinaryMask(threshold, tolerance, MaskSamples.GREY);
  }

  /**
   * One channel for each class, 1 where the pixel is of that class and -1 elsewhere.
   *
   * @param greys the grey value of each class (or its index in the palette, see {@link #from}), all
   *     different; the first is the background
   */
  static MaskEncoding classes(int... greys) {
    return ClassMask.of(greys);
  }
}
