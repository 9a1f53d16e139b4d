package org.pigdiffusion.sampler;

import org.pigdiffusion.Tensor;

/**
 * What is made of the clean estimate x0hat before it guides the target. A second transform, often
 * the same one, makes the annotation of the finished x. Each image of a batch is treated on its
 * own.
 *
 * <p>Implementations are immutable. Those made here are described by {@link #description} and made
 * again by {@link #parse}.
 */
public interface GuideTransform {

  /**
   * Transforms a batch.
   *
   * @param cleanEstimate {@code [n, c, h, w]}, about [-1, 1]
   * @return a tensor of the same shape
   */
  Tensor apply(Tensor cleanEstimate);

  /**
   * Names this transform with its settings.
   *
   * @return the same text in every run, for no other transform; jobs, tables and provenance tell
   *     two transforms apart by it
   */
  String description();

  /**
   * Checks that it has a meaning for guides of so many channels. Asked as soon as the channels are
   * known: when a sampler is built, and when the card of a model is made or read. A transform that
   * does not say otherwise fits any.
   *
   * @param channels at least 1
   * @throws IllegalArgumentException if it has none; the message names one that fits
   */
  default void requireFits(int channels) {}

  /** The clean estimate itself (the paper's Algorithm 2). */
  static GuideTransform identity() {
    return Identity.IDENTITY;
  }

  /**
   * The clean estimate clamped to [-1, 1]: at the noisiest steps a small error of the predicted
   * noise is a large one of the clean estimate, far outside the range of images.
   */
  static GuideTransform clamped() {
    return Clamped.CLAMPED;
  }

  /**
   * 1 above the threshold, else -1. With an absolute threshold an image without a lesion is all -1.
   * For guides of one channel: channels that are classes need {@link #classes}, which gives each
   * pixel to exactly one.
   */
  static GuideTransform binary(Threshold threshold) {
    return new Binary(threshold);
  }

  /**
   * A binary mask with soft edges: {@code tanh((value - threshold) / width)}, within (-1, 1). A
   * pixel at the threshold is 0; one a width away has gone three quarters of the way to -1 or 1. As
   * the width shrinks this becomes {@link #binary}. Unlike it, it does not jump from step to step,
   * which a rule of second order needs. For guides of one channel.
   *
   * @param width finite, above 0
   */
  static GuideTransform softBinary(Threshold threshold, double width) {
    return new SoftBinary(threshold, width);
  }

  /** Rounds to -1, 0 and 1, the bounds at -0.5 and 0.5: {@code classes(3)}. */
  static GuideTransform ternary() {
    return classes(3);
  }

  /**
   * 1 above the upper threshold, -1 below the lower one, else 0; each channel on its own.
   *
   * @param lower of the same kind as the upper one, and below it
   */
  static GuideTransform ternary(Threshold lower, Threshold upper) {
    return new Ternary(lower, upper);
  }

  /**
   * K classes. In a single channel, each value is rounded to the nearest of K even levels from -1
   * to 1. In K channels, the greatest of each pixel becomes 1 and the others -1; at a tie the
   * first. For guides of one channel or K.
   *
   * @param count K, at least 2
   */
  static GuideTransform classes(int count) {
    return new Classes(count);
  }

  /**
   * K classes with soft edges. In a single channel, a stair of K levels whose {@code K - 1} steps
   * are each a {@link #softBinary}; in K channels {@code 2 softmax(2 value / width) - 1}. As the
   * width shrinks this becomes {@link #classes}. For guides of one channel or K.
   *
   * @param count K, at least 2
   * @param width finite, above 0
   */
  static GuideTransform softClasses(int count, double width) {
    return new SoftClasses(count, width);
  }

  /**
   * The annotation of masks of so many channels: of one channel a {@link #binary} mask, 1 above 0;
   * of K channels one of K {@link #classes} for each pixel.
   *
   * @param channels at least 1
   */
  static GuideTransform annotation(int channels) {
    if (channels < 1) {
      throw new IllegalArgumentException("channels: expected at least 1, found " + channels);
    }
    return channels == 1 ? binary(Threshold.absolute(0)) : classes(channels);
  }

  /**
   * The authors' code: x0hat clamped to [-1, 1], smoothed 5x5, then 1 above 0.75 max + 0.25 min of
   * what that gives, else -1. Note that a relative threshold cannot express an empty mask, unless
   * the image is constant.
   */
  static GuideTransform authors() {
    return clamped().then(binary(Threshold.relative(0.75)).smoothed(5));
  }

  /**
   * The authors' code for three classes: as {@link #authors}, but 1 above 7/8 max + 1/8 min, -1
   * below 1/3 max + 2/3 min, else 0. A constant image is all 0.
   */
  static GuideTransform authorsTernary() {
    return clamped()
        .then(ternary(Threshold.relative(1 / 3.0), Threshold.relative(7 / 8.0)).smoothed(5));
  }

  /** Another transform after this one. */
  default GuideTransform then(GuideTransform next) {
    return new Then(this, next);
  }

  /**
   * This transform after a moving average.
   *
   * @param size side of the square window, odd; pixels beyond the border do not count
   */
  default GuideTransform smoothed(int size) {
    return new Smoothed(size, this);
  }

  /**
   * The mask that this transform makes, without islands: patches of fewer pixels above 0 become -1.
   * Pixels that touch by an edge or a corner are one patch, and a patch at the border stays, since
   * it may go on beyond it. Meant for the annotation, in which a network leaves single pixels here
   * and there. For guides of one channel, and not for {@link #classes}.
   *
   * @param leastPixels how many pixels a patch must have to stay, at least 1
   * @throws IllegalArgumentException if it is less, or this transform makes more than two classes
   */
  default GuideTransform withoutIslands(int leastPixels) {
    return new WithoutIslands(leastPixels, this);
  }

  /**
   * The transform that a description names.
   *
   * @throws IllegalArgumentException if it is none of those made here
   */
  static GuideTransform parse(String description) {
    return GuideTransformParser.parse(description);
  }
}
