package org.pigdiffusion.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * Cross-entropy plus one minus the soft Dice, image by image, then the weighted mean over the
 * images. Of one channel, the entropy is {@code max(z, 0) - z y + log(1 + exp(-|z|))}; of several,
 * that of the softmax, and Dice is the mean over all classes but the background.
 *
 * <p>Made of operations between arrays alone: DJL's operations with a number keep it in a buffer
 * that garbage collection may free before the backward pass.
 */
final class SegmentationLoss {
  private static final int[] PIXELS = {2, 3};
  private static final int[] CHANNELS = {1};

  private SegmentationLoss() {}

  /**
   * The loss of a batch.
   *
   * @param z the logits, {@code [n,k,h,w]}
   * @param y what they should say, 0 or 1, of the same shape
   * @param weights of the images, {@code [n]}, whose sum is 1
   */
  static NDArray of(NDManager pass, NDArray z, NDArray y, NDArray weights) {
    NDArray one = pass.ones(new Shape());
    boolean binary = z.getShape().get(1) == 1;
    NDArray entropy;
    NDArray p;
    if (binary) {
      NDArray rest = z.abs().neg().exp().add(one).log();
      NDArray positive = z.getNDArrayInternal().relu();
      entropy = positive.sub(z.mul(y)).add(rest);
      p = z.getNDArrayInternal().sigmoid();
    } else {
      NDArray logP = z.logSoftmax(1);
      entropy = logP.mul(y).neg().sum(CHANNELS);
      p = logP.exp();
    }
    NDArray dice = dice(p, y, one);
    NDArray ofLesions = binary ? dice : dice.get(new NDIndex(":, 1:"));
    NDArray ofImages = entropy.reshape(z.getShape().get(0), -1).mean(CHANNELS);
    return ofImages.add(one).sub(ofLesions.mean(CHANNELS)).mul(weights).sum();
  }

  /** The soft Dice of every image and channel; 1 is added above and below, for empty masks. */
  private static NDArray dice(NDArray p, NDArray y, NDArray one) {
    NDArray overlap = p.mul(y).sum(PIXELS);
    return overlap.add(overlap).add(one).div(p.sum(PIXELS).add(y.sum(PIXELS)).add(one));
  }
}
