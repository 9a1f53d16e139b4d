package org.pigdiffusion.examples.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a network is taught.
 *
 * @param <B> a batch
 */
interface Lesson<B> {
  /**
   * The batch of a step: the same whatever was drawn before it.
   *
   * @param step from 0
   */
  B draw(int step);

  /** The number of images of a batch. */
  int size(B batch);

  /**
   * One of several parts of equal size.
   *
   * @param index the part, from 0
   * @param parts how many there are, a divisor of the number of images
   */
  B part(B batch, int index, int parts);

  /**
   * The mean loss of the images of a batch, a single value that belongs to the pass. No operation
   * with a Java number may be in it: the engine keeps such a number in a buffer that garbage
   * collection may free before the backward pass.
   */
  NDArray loss(NDManager pass, Map<String, NDArray> parameters, B batch);

  /**
   * The loss on what is held out.
   *
   * @param lossOf the mean loss of the network on a batch
   */
  double validationLoss(ToDoubleFunction<B> lossOf);
}
