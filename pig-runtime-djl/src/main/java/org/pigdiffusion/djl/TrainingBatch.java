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
 * @param labels how each sample was augmented, {@code [n,labels,1,1]}: as many as the network's
 *     {@link org.pigdiffusion.unet.UNetConfig#augmentationLabels}; 0 where it was not
 */
public record TrainingBatch(
    Tensor noisy, Tensor condition, Tensor times, Tensor target, Tensor weights, Tensor labels) {
  /** Creates a batch of tensors that fit together. */
  public TrainingBatch {
    Shape shape = noisy.shape();
    condition.requireShape("condition", shape.withChannels(condition.shape().channels()));
    times.requireShape("times", new Shape(shape.batch(), 1, 1, 1));
    target.requireShape("target", shape);
    weights.requireShape("weights", shape.withChannels(1));
    labels.requireShape("labels", new Shape(shape.batch(), labels.shape().channels(), 1, 1));
  }

  /** A batch for a network without augmentation labels. */
  public TrainingBatch(
      Tensor noisy, Tensor condition, Tensor times, Tensor target, Tensor weights) {
    this(
        noisy,
        condition,
        times,
        target,
        weights,
        Tensor.zeros(new Shape(noisy.shape().batch(), 0, 1, 1)));
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
        weights.slice(from, to),
        labels.slice(from, to));
  }
}
