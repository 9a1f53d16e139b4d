package org.pigdiffusion.trainer.djl;

import com.google.common.primitives.Floats;
import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TimeDensity;
import org.pigdiffusion.trainer.ToldAugmentation;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.djl.Randomness.Purpose;

/** Draws the training batches of a stage: pass k is the same whatever came before it. */
final class Batches {
  private final PairSource source;
  private final TrainingConfig config;
  private final Randomness randomness;
  private final DataOrder order;

  Batches(PairSource source, TrainingConfig config, Randomness randomness) {
    this.source = source;
    this.config = config;
    this.randomness = randomness;
    this.order = new DataOrder(randomness, source.size());
  }

  /** The batch of a pass, counted from 0 over the whole stage. */
  DrawnPairs draw(long pass) {
    UniformRandomProvider random = randomness.of(Purpose.BATCH, pass);
    List<PairExample> pairs = new ArrayList<>();
    List<ToldChange> changes = new ArrayList<>();
    for (int i = 0; i < config.batchSize(); i++) {
      long position = pass * config.batchSize() + i;
      long key = randomness.of(Purpose.PAIR, position).nextLong();
      PairExample pair = source.draw(order.pair(position), key);
      Augmenter augmenter = Augmenter.draw(config.augmentation(), random);
      ToldChange change = change(position);
      changes.add(change);
      pairs.add(change.of(augmenter.apply(pair)));
    }
    return DrawnPairs.draw(pairs, labels(changes), times(random), random);
  }

  /** Drawn apart, so that all else of a batch is what it is without. */
  private ToldChange change(long position) {
    ToldAugmentation told = config.augmentation().told();
    return told.isNone()
        ? ToldChange.NONE
        : ToldChange.draw(told, randomness.of(Purpose.TOLD, position));
  }

  private Tensor labels(List<ToldChange> changes) {
    int labels = ToldNetwork.labels(config);
    return labels == 0
        ? ToldNetwork.nothing(config, changes.size())
        : Tensor.adopt(
            new Shape(changes.size(), labels, 1, 1),
            Floats.concat(changes.stream().map(ToldChange::label).toArray(float[][]::new)));
  }

  private ImmutableIntArray times(UniformRandomProvider random) {
    int count = config.batchSize();
    int steps = config.schedule().timeSteps();
    int drawn =
        switch (config.timeSampling()) {
          case UNIFORM -> count;
          case ANTITHETIC -> (count + 1) / 2;
          case ANTITHETIC_AUTHORS -> count / 2 + 1;
        };
    if (!config.timeDensity().equals(TimeDensity.uniform())) {
      return NormalTimes.draw(config.timeDensity(), config.schedule(), count, drawn, random);
    }
    int[] times = new int[count];
    for (int i = 0; i < count; i++) {
      times[i] = i < drawn ? random.nextInt(steps) : steps - 1 - times[i - drawn];
    }
    return ImmutableIntArray.copyOf(times);
  }
}
