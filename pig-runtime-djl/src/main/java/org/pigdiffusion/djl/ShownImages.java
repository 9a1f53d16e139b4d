package org.pigdiffusion.djl;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * What a network is shown in a pass of a training.
 *
 * @param noisy the noisy samples, {@code [n,channels,h,w]}
 * @param condition the conditions, {@code [n,conditionChannels,h,w]}
 * @param times the time step of each sample, {@code [n,1,1,1]}
 * @param labels how each sample was augmented, {@code [n,labels,1,1]}: as many as the network's
 *     {@link org.pigdiffusion.unet.UNetConfig#augmentationLabels}; 0 where it was not
 */
public record ShownImages(Tensor noisy, Tensor condition, Tensor times, Tensor labels) {
  /** Creates what consists of tensors that fit together. */
  public ShownImages {
    Shape shape = noisy.shape();
    condition.requireShape("condition", shape.withChannels(condition.shape().channels()));
    times.requireShape("times", new Shape(shape.batch(), 1, 1, 1));
    labels.requireShape("labels", new Shape(shape.batch(), labels.shape().channels(), 1, 1));
  }

  /** For a network without augmentation labels. */
  public ShownImages(Tensor noisy, Tensor condition, Tensor times) {
    this(noisy, condition, times, Tensor.zeros(new Shape(noisy.shape().batch(), 0, 1, 1)));
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
  public ShownImages part(int index, int parts) {
    int from = index * (size() / parts);
    int to = from + size() / parts;
    return new ShownImages(
        noisy.slice(from, to),
        condition.slice(from, to),
        times.slice(from, to),
        labels.slice(from, to));
  }
}
