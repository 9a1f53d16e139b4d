package org.pigdiffusion.segmentation;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/** Draws the batches of a training: that of a step is the same whatever came before it. */
final class LearntPairs {
  private final Pool real;
  private final Optional<Pool> generated;
  private final PairMix mix;
  private final SegmenterSettings settings;

  /** A new permutation of some pairs in each epoch. */
  private static final class Pool {
    private final PairSource pairs;
    private final int key;
    private final long seed;
    private long epoch = -1;
    private int[] permutation = {};

    Pool(PairSource pairs, Purpose purpose, long seed) {
      this.pairs = pairs;
      this.key = purpose.key;
      this.seed = seed;
    }

    /** The pair that is the {@code ordinal}-th to be learnt from, from 0. */
    PairExample draw(long ordinal) {
      long wanted = ordinal / pairs.size();
      if (wanted != epoch) {
        permutation =
            new PermutationSampler(random(seed, key, wanted), pairs.size(), pairs.size()).sample();
        epoch = wanted;
      }
      int index = permutation[Math.toIntExact(ordinal % pairs.size())];
      return pairs.draw(index, random(seed, Purpose.CROP.key + key, ordinal).nextLong());
    }
  }

  /** What random numbers are drawn for. The keys are part of what a seed means. */
  private enum Purpose {
    REAL(0),
    GENERATED(1),
    CROP(2), // and 3
    AUGMENTATION(4);

    private final int key;

    Purpose(int key) {
      this.key = key;
    }
  }

  LearntPairs(
      PairSource real, Optional<PairSource> generated, PairMix mix, SegmenterSettings settings) {
    this.real = new Pool(real, Purpose.REAL, settings.seed());
    this.generated = generated.map(pairs -> new Pool(pairs, Purpose.GENERATED, settings.seed()));
    this.mix = mix;
    this.settings = settings;
  }

  private static UniformRandomProvider random(long seed, int key, long number) {
    byte[] hash =
        Hashing.sha256().newHasher().putLong(seed).putInt(key).putLong(number).hash().asBytes();
    ByteBuffer bytes = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN);
    return RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {bytes.getLong(), bytes.getLong()});
  }

  /**
   * The batch of a step.
   *
   * @param step from 0
   */
  TrainingBatch draw(int step) {
    List<Tensor> images = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    float[] weights = new float[settings.batchSize()];
    float sum = 0;
    for (int i = 0; i < weights.length; i++) {
      boolean isGenerated = generatedBefore(step, i + 1) > generatedBefore(step, i);
      long position = (long) step * weights.length + i;
      add(pair(step, i, isGenerated), position, images, targets);
      weights[i] = isGenerated ? (float) mix.lossWeight() : 1;
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return new TrainingBatch(Tensor.concatBatch(images), Tensor.concatBatch(targets), weights);
  }

  private PairExample pair(int step, int place, boolean isGenerated) {
    long generatedOnes = generatedBefore(step, place);
    long position = (long) step * settings.batchSize() + place;
    return isGenerated
        ? generated.orElseThrow().draw(generatedOnes)
        : real.draw(position - generatedOnes);
  }

  /**
   * How many of the pairs before a place in a step are generated: as many as the share says, spread
   * evenly, so that no state is needed to go on from any step.
   */
  private long generatedBefore(int step, int place) {
    if (generated.isEmpty()) {
      return 0;
    }
    int alone = mix.generatedSteps(settings.steps());
    long position = (long) step * settings.batchSize() + place;
    if (step < alone) {
      return position;
    }
    long ofAlone = (long) alone * settings.batchSize();
    double share =
        mix.share(step, settings.steps(), real.pairs.size(), generated.get().pairs.size());
    return ofAlone + (long) Math.floor((position - ofAlone) * share);
  }

  private void add(PairExample pair, long position, List<Tensor> images, List<Tensor> targets) {
    Shape shape = pair.y().shape();
    int height = settings.patch().orElse(shape.height());
    int width = settings.patch().orElse(shape.width());
    Warp warp =
        Warp.draw(
            settings.augmentation(),
            shape,
            height,
            width,
            random(settings.seed(), Purpose.AUGMENTATION.key, position));
    images.add(warp.image(pair.y()));
    byte[] labels = warp.labels(Labels.of(pair), shape.width());
    targets.add(
        Labels.channels(labels, new Shape(1, pair.x().shape().channels(), height, width), 0, 1));
  }
}
