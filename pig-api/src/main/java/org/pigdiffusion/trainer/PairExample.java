package org.pigdiffusion.trainer;

import org.pigdiffusion.Tensor;

/**
 * One image and its annotation.
 *
 * @param name names the pair in messages: the file stem
 * @param group what must not be torn apart by a split: the patient
 * @param x the guide, the annotation: {@code [1, cx, h, w]}, in [-1, 1]
 * @param y the target, the image: {@code [1, cy, h, w]}, in [-1, 1]
 */
public record PairExample(String name, String group, Tensor x, Tensor y) {
  /** Creates a pair of two single images of one size. */
  public PairExample {
    if (x.shape().batch() != 1) {
      throw new IllegalArgumentException("x: expected a batch of 1, found shape " + x.shape());
    }
    y.requireShape("y", x.shape().withChannels(y.shape().channels()));
  }
}
