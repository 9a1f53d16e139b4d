package org.pigdiffusion.segmentation;

import org.pigdiffusion.evaluation.PairFilter;
import org.pigdiffusion.evaluation.PairRule;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.sampler.PairBatch;

/**
 * Makes the filter of generated pairs for a fold, out of what that fold may know: its training
 * pairs, and a network that has learnt from these alone.
 */
@FunctionalInterface
public interface FoldFilter {

  /**
   * The filter.
   *
   * @param training the real training pairs of the fold
   * @param ofReal a network that was trained on them; closed when the fold is done
   */
  PairFilter of(PairSet training, Segmenter ofReal);

  /** Keeps every pair. */
  static FoldFilter none() {
    return (training, ofReal) -> PairFilter.of();
  }

  /**
   * The usual rules that need no feature extractor: values out of range (which finished images of
   * this library do not have, see {@link PairBatch#image}), constant images, empty masks, masks
   * smaller or larger than 99 % of the training masks on that side, and pairs where the network
   * finds the lesion elsewhere (Dice below 0.3). Of several classes, masks are measured by all that
   * is not background, and the Dice is the mean over the classes.
   */
  static FoldFilter standard() {
    return (training, ofReal) ->
        PairFilter.of(
            PairRule.intensity(-1.5, 1.5),
            PairRule.constantImage(0.02),
            PairRule.emptyMask(),
            PairRule.maskArea(training, 0.01),
            PairRule.disagreement(ofReal::segment, 0.3));
  }
}
