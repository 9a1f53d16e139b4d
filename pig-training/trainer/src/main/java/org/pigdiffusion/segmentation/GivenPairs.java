package org.pigdiffusion.segmentation;

import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.trainer.PairSource;

/** Pairs that were made before, see {@link FoldGenerator#given}. */
record GivenPairs(PairSet all, PairSource learntFrom) implements FoldGenerator {
  @Override
  public Optional<PairSet> pairs(int fold, PairSource training, int count) {
    return Optional.of(all.slice(0, count));
  }

  @Override
  public Optional<PairSource> learntBefore() {
    return Optional.of(learntFrom);
  }

  @Override
  public int most() {
    return all.size();
  }

  /** More pairs of the same sampling may come later: the first must be the same. */
  @Override
  public Map<String, String> settings() {
    return Map.of("first", SegmenterTrainer.checksum(all.slice(0, 1).source()));
  }
}
