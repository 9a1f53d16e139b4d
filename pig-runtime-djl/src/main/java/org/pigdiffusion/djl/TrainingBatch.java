package org.pigdiffusion.djl;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * What a network sees in one training pass, and what it should answer.
 *
 * @param noisy the noisy samples, {@code [n,channels,h,w]}
 * @param condition the conditions, {@code [n,conditionChannels,h,w]}
 * @param times the time step of each sample, {@code [n,1,1,1]}
 * @param target the right answer, of the shape of {@code noisy}
 * @param weights the weight of each pixel in the loss, {@code [n,1,h,w]}
 */
public record TrainingBatch(
    Tensor noisy, Tensor condition, Tensor times, Tensor target, Tensor weights) {
  /** Creates a batch of tensors that fit together. */
  public TrainingBatch {
    Shape shape = noisy.shape();
    condition.requireShape("condition", shape.withChannels(condition.shape().channels()));
    times.requireShape("times", new Shape(shape.batch(), 1, 1, 1));
    target.requireShape("target", shape);
    weights.requireShape("weights", shape.withChannels(1));
  }

  /** The number of samples. */
  public int size() {
    return noisy.shape().batch();
  }

  /**
   * One of several parts of equal size.
   *
   * @param index the part, from 0
   * @param parts how many there are, a divisor of the number of samples
   */
  public TrainingBatch part(int index, int parts) {
    int from = index * (size() / parts);
    int to = from + size() / parts;
    return new TrainingBatch(
        noisy.slice(from, to),
        condition.slice(from, to),
        times.slice(from, to),
        target.slice(from, to),
        weights.slice(from, to));
  }
}
