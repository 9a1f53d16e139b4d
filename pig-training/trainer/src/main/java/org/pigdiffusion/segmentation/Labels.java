package org.pigdiffusion.segmentation;

import java.nio.FloatBuffer;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
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
    FloatBuffer values = annotations.buffer();
    int plane = shape.planeSize();
    byte[] labels = new byte[shape.batch() * plane];
    for (int i = 0; i < labels.length; i++) {
      int first = i / plane * shape.channels() * plane + i % plane;
      labels[i] = label(values, first, plane, shape.channels());
    }
    return labels;
  }

  private static byte label(FloatBuffer values, int first, int plane, int channels) {
    if (channels == 1) {
      return (byte) (values.get(first) > 0 ? 1 : 0);
    }
    int greatest = 0;
    for (int channel = 1; channel < channels; channel++) {
      if (values.get(first + channel * plane) > values.get(first + greatest * plane)) {
        greatest = channel;
      }
    }
    return (byte) greatest;
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
