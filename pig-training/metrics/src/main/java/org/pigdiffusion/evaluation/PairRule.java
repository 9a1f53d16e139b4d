package org.pigdiffusion.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.pigdiffusion.Tensor;

/**
 * A reason to reject a pair. {@link PairFilter} applies several. As safe to share between threads
 * as the functions that it was made of.
 */
public interface PairRule {

  /** What it looks for, in a few words, such as {@code empty mask}; names it in reports. */
  String name();

  /**
   * Looks at pairs.
   *
   * @param pairs at least one
   * @return for every pair what is wrong with it, or nothing; as many as there are pairs
   */
  List<Optional<String>> check(PairSet pairs);

  /**
   * A rule of one's own that looks at each pair by itself.
   *
   * @param name as {@link #name()}
   * @param check what is wrong with a pair, given as a set of one, or nothing
   */
  static PairRule ofEach(String name, Function<PairSet, Optional<String>> check) {
    return new EachPair(name, check);
  }

  /** Rejects pairs whose mask has no lesion. */
  static PairRule emptyMask() {
    return MaskRules.empty();
  }

  /**
   * Rejects pairs whose lesion is smaller or larger than nearly all of the training masks. Of
   * several classes, all that is not background is lesion.
   *
   * @param training the pairs that were trained on; those without a lesion have no say
   * @param tail the share of the training masks that lie outside the range on either side, in [0,
   *     0.5); 0 takes the whole range of training masks
   */
  static PairRule maskArea(PairSet training, double tail) {
    return MaskRules.area(training, tail);
  }

  /**
   * Rejects pairs whose image has a value that is not finite, or below {@code low}, or above {@code
   * high}. Images are about [-1, 1]: a model may exceed that a little.
   */
  static PairRule intensity(double low, double high) {
    return IntensityRules.range(low, high);
  }

  /**
   * Rejects pairs whose image is nearly constant, or not finite.
   *
   * @param least the least standard deviation of the values of an image, greater than 0; images are
   *     about [-1, 1]
   */
  static PairRule constantImage(double least) {
    return IntensityRules.constant(least);
  }

  /**
   * Rejects pairs whose mask is not where a segmentation network, trained on real pairs, sees the
   * lesion. Of several classes, the mean over the classes counts ({@link Overlap#meanDice}).
   *
   * @param segmenter from images {@code [n, c, h, w]} to masks of the shape of the annotations,
   *     such as {@code segmenter::segment}
   * @param leastDice the least Dice score, in (0, 1]
   */
  static PairRule disagreement(UnaryOperator<Tensor> segmenter, double leastDice) {
    return new Disagreement(segmenter, leastDice);
  }

  /**
   * Rejects pairs whose image is a near-copy of a training image: nearer to it, in feature space,
   * than other real images come.
   *
   * @param features from images to their features, such as {@code cache::of}
   * @param training the pairs that were trained on
   * @param others real pairs of other patients, that were not trained on; how near they come to the
   *     training images says what is suspicious
   * @param quantile of their distances, in [0, 1), below which an image is a near-copy; 0 takes the
   *     least distance
   */
  static PairRule nearCopy(
      Function<Tensor, FeatureSet> features, PairSet training, PairSet others, double quantile) {
    return NearCopy.of(features, training, others, quantile);
  }

  /**
   * As {@link #nearCopy(Function, PairSet, PairSet, double)}, with the distances that training
   * images have from each other. Only where each is of another patient: those of one patient come
   * so near that copies are missed.
   */
  static PairRule nearCopy(
      Function<Tensor, FeatureSet> features, PairSet training, double quantile) {
    return NearCopy.of(features, training, quantile);
  }
}
