package org.pigdiffusion.djl;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * What a network sees in one training pass, and what it should answer.
 *
 * @param shown what it sees
 * @param target the right answer, of the shape of the noisy samples
 * @param weights the weight of each pixel in the loss, {@code [n,1,h,w]}
 */
public record TrainingBatch(ShownImages shown, Tensor target, Tensor weights) {
  /** Creates a batch of tensors that fit together. */
  public TrainingBatch {
    Shape shape = shown.noisy().shape();
    target.requireShape("target", shape);
    weights.requireShape("weights", shape.withChannels(1));
  }

  /** A batch for a network without augmentation labels. */
  public TrainingBatch(
      Tensor noisy, Tensor condition, Tensor times, Tensor target, Tensor weights) {
    this(new ShownImages(noisy, condition, times), target, weights);
  }

  /** The noisy samples, {@code [n,channels,h,w]}. */
  public Tensor noisy() {
    return shown.noisy();
  }

  /** The conditions, {@code [n,conditionChannels,h,w]}. */
  public Tensor condition() {
    return shown.condition();
  }

  /** The time step of each sample, {@code [n,1,1,1]}. */
  public Tensor times() {
    return shown.times();
  }

  /** The number of samples. */
  public int size() {
    return shown.size();
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
        shown.part(index, parts), target.slice(from, to), weights.slice(from, to));
  }
}
