package org.pigdiffusion.segmentation;

import java.io.IOException;
import java.util.Optional;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.trainer.PairSource;

/**
 * A method that makes pairs, trained anew for each fold of an experiment: it sees the training part
 * of the fold alone, so no test image can leak into it. Called from one thread.
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
   * @return exactly {@code count} pairs; empty if the work was stopped before all were there
   * @throws IOException if a file cannot be read or written
   */
  Optional<PairSet> pairs(int fold, PairSource training, int count) throws IOException;
}
