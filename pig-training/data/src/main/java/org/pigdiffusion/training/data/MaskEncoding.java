package org.pigdiffusion.training.data;

import org.pigdiffusion.Tensor;

/** How the grey values of a mask file become a tensor in [-1, 1]. */
public sealed interface MaskEncoding permits BinaryMask, ClassMask {
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
   * The tensor {@code [1, channels, height, width]} of a map of classes, of values -1 and 1 only.
   */
  Tensor tensor(LabelMap labels);

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
