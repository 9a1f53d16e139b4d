package org.pigdiffusion.segmentation;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.trainer.PairSource;

/**
 * A method that makes pairs for each fold of an experiment. Most are trained anew in every fold and
 * see its training part alone, so that no test image can leak into them; {@link #given} pairs were
 * made before. Called from one thread.
 */
@FunctionalInterface
public interface FoldGenerator {
  /**
   * Learns from the training part of a fold and makes pairs; what an earlier call finished for this
   * fold is used again. More pairs may be asked for later: the first must stay the same.
   *
   * @param fold the number of the fold, from 0
   * @param training all that the method may see
   * @param count how many pairs are wanted
   * @return exactly {@code count} finished pairs, as of {@link PairSet#of(PairBatch)}: images in
   *     [-1, 1], as the real ones are; those of [0, 1] are too bright, which nothing can tell.
   *     Empty if the work was stopped before all were there
   * @throws IOException if a file cannot be read or written
   */
  Optional<PairSet> pairs(int fold, PairSource training, int count) throws IOException;

  /**
   * What the method has learnt from before the experiment: none of it may be tested on. Empty says
   * that it was nothing, as of a lambda: of a method that was trained before, the figures are too
   * good then, and an experiment cannot know it.
   */
  default Optional<PairSource> learntBefore() {
    return Optional.empty();
  }

  /** The most pairs that it can give for a fold. */
  default int most() {
    return Integer.MAX_VALUE;
  }

  /**
   * What tells its pairs from those of other settings, by name: an experiment whose folder holds
   * rows of others is refused. Settings without a say in the pairs must not be there.
   */
  default Map<String, String> settings() {
    return Map.of();
  }

  /**
   * Pairs that were made before, the same for all folds: each ratio takes the first of them.
   *
   * @param learntFrom all real pairs that their generator has learnt from
   */
  static FoldGenerator given(PairSet pairs, PairSource learntFrom) {
    return new GivenPairs(pairs, learntFrom);
  }
}
