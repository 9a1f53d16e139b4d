package org.pigdiffusion.examples.rivals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.djl.AugmentedPairs;

/**
 * What generators learn from: the real pairs of their part of the training part, flipped and
 * shifted as they see them. A network without augmentation of its own learns flips from such pairs,
 * and from those of any generator: so a generator has something new only if its pairs are better
 * than these.
 *
 * <p>Every real pair is there once before one is there twice. Pair k depends on the seed, on k, and
 * on the training pairs alone. Immutable and thread-safe.
 *
 * @param config of the generators' training: its augmentation, and its seed, which decides what
 *     they learn from and the changes
 */
record ChangedCopies(TrainingConfig config) implements FoldGenerator {
  @Override
  public Optional<PairSet> pairs(int fold, PairSource training, int count) {
    PairSource learntFrom = RivalSettings.parts(training, config).training();
    AugmentedPairs changed = new AugmentedPairs(learntFrom, config.augmentation());
    List<PairExample> copies =
        IntStream.range(0, count)
            .mapToObj(
                k -> changed.draw(k % changed.size(), KeyedRandom.of(config.seed(), k).nextLong()))
            .toList();
    return Optional.of(
        new PairSet(
            Tensor.concatBatch(copies.stream().map(PairExample::x).toList()),
            Tensor.concatBatch(copies.stream().map(PairExample::y).toList())));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "augmentation", config.augmentation().toString(), "seed", Long.toString(config.seed()));
  }
}
