package org.pigdiffusion.trainer.djl;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.djl.Randomness.Purpose;

/**
 * The unweighted loss on held-out pairs, with time steps spread evenly and noise fixed once and for
 * all, so that two validations differ by the weights alone.
 */
final class Validator {
  /** Fewer draws than this would make the loss depend on chance too much. */
  private static final int FEWEST_DRAWS = 64;

  private final PairSource source;
  private final TrainingConfig config;
  private final Randomness randomness;
  private final PairObjective objective;

  Validator(
      PairSource source, TrainingConfig config, Randomness randomness, PairObjective objective) {
    this.source = source;
    this.config = config;
    this.randomness = randomness;
    this.objective = objective;
  }

  /** The mean over all draws of what a network says is the mean loss of a batch. */
  double loss(ToDoubleFunction<TrainingBatch> lossOf) {
    int size = source.size();
    int draws = size * ((FEWEST_DRAWS + size - 1) / size);
    double sum = 0;
    for (int from = 0; from < draws; from += config.batchSize()) {
      int to = Math.min(draws, from + config.batchSize());
      sum +=
          (to - from)
              * lossOf.applyAsDouble(objective.batch(pairs(from, to, draws), LossWeighting.NONE));
    }
    return sum / draws;
  }

  private DrawnPairs pairs(int from, int to, int draws) {
    List<PairExample> pairs = new ArrayList<>();
    ImmutableIntArray.Builder times = ImmutableIntArray.builder(to - from);
    for (int i = from; i < to; i++) {
      pairs.add(source.draw(i % source.size(), i / source.size()));
      times.add((int) ((i + 0.5) * config.schedule().timeSteps() / draws));
    }
    return DrawnPairs.draw(
        pairs,
        ToldNetwork.nothing(config, pairs.size()),
        times.build(),
        randomness.of(Purpose.VALIDATION, from));
  }
}
