package org.pigdiffusion.trainer.djl;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.trainer.LossPoint;
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

  /** The equal parts of the time steps whose losses are told apart. */
  static final int PARTS = 4;

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

  /**
   * The mean over all draws, and over those of each part of the time steps, of what a network says
   * is the mean loss of a batch. A batch that lies in two parts is shown as two.
   *
   * @param step the steps done
   */
  LossPoint loss(int step, ToDoubleFunction<TrainingBatch> lossOf) {
    int size = source.size();
    int draws = size * ((FEWEST_DRAWS + size - 1) / size);
    double sum = 0;
    double[] sums = new double[PARTS];
    for (int from = 0; from < draws; from += config.batchSize()) {
      int to = Math.min(draws, from + config.batchSize());
      DrawnPairs batch = pairs(from, to, draws);
      int end = from;
      for (int start = from; start < to; start = end) {
        int part = (int) ((start + 0.5) * PARTS / draws);
        end = Math.min(to, firstOf(part + 1, draws));
        DrawnPairs shown = batch.slice(start - from, end - from);
        double loss =
            (end - start) * lossOf.applyAsDouble(objective.batch(shown, LossWeighting.NONE));
        sum += loss;
        sums[part] += loss;
      }
    }
    List<Double> byNoise =
        IntStream.range(0, PARTS)
            .mapToObj(i -> sums[i] / (firstOf(i + 1, draws) - firstOf(i, draws)))
            .toList();
    return new LossPoint(step, sum / draws, byNoise);
  }

  /** The first draw whose time step is in a part; draws are in the order of these. */
  private static int firstOf(int part, int draws) {
    return (int) Math.ceil((double) part * draws / PARTS - 0.5);
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
