package org.pigdiffusion.segmentation;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.MaskClasses;
import org.pigdiffusion.trainer.PairExample;

/**
 * Annotations as labels, and labels as what a network is to say. An annotation of one channel has
 * labels 0 and 1, and a target of one channel; one of k channels has labels from 0 to k-1, and a
 * target of k.
 */
final class Labels {
  /** A label must fit a byte. */
  static final int MOST_CHANNELS = 127;

  private Labels() {}

  /**
   * The label of every pixel of a pair's annotation.
   *
   * @throws IllegalArgumentException if a value is not finite: it would be taken for background
   */
  static byte[] of(PairExample pair) {
    if (!pair.x().isFinite()) {
      throw new IllegalArgumentException(
          "x: expected finite values in the annotation of '%s', found others; mend what made it"
              .formatted(pair.name()));
    }
    return of(pair.x());
  }

  /** The label of every pixel of a batch of annotations, image by image. */
  static byte[] of(Tensor annotations) {
    Shape shape = annotations.shape();
    MaskClasses classes = MaskClasses.of(annotations);
    int plane = shape.planeSize();
    byte[] labels = new byte[shape.batch() * plane];
    for (int i = 0; i < labels.length; i++) {
      int pixel = i % plane;
      labels[i] = (byte) classes.at(i / plane, pixel / shape.width(), pixel % shape.width());
    }
    return labels;
  }

  /** Writes labels as the channels of a target, of two values. */
  static Tensor channels(byte[] labels, Shape target, float no, float yes) {
    float[] values = new float[target.size()];
    int plane = target.planeSize();
    for (int i = 0; i < values.length; i++) {
      int channel = i / plane % target.channels();
      int image = i / plane / target.channels();
      int wanted = target.channels() == 1 ? 1 : channel;
      values[i] = labels[image * plane + i % plane] == wanted ? yes : no;
    }
    return Tensor.adopt(target, values);
  }
}
