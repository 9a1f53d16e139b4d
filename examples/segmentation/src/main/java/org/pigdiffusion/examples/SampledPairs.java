package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pigdiffusion.Role;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.PairStore;
import org.pigdiffusion.examples.common.DeviceOption;
import org.pigdiffusion.examples.common.FittingModels;
import org.pigdiffusion.examples.common.HeldOut;
import org.pigdiffusion.examples.common.MethodOption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.onnx.Device;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the sampling, and of pairs from given models: kept in a folder, sampled once. */
final class SampledPairs {
  private static final int BATCH = 8;

  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      description =
          "folder of a trained pair, to sample from it; unless given, a pair is trained in each"
              + " fold")
  private Path models;

  @Mixin private MethodOption how = new MethodOption(Preset.fast().method());

  @Option(names = "--noise-seed", description = "seed of the noise that pairs are sampled from")
  private long seed = 7;

  @Mixin private DeviceOption where = new DeviceOption();

  private Optional<String> untold = Optional.empty();
  private Optional<UnequalFlips.Changes> changes = Optional.empty();

  boolean areGiven() {
    return models != null;
  }

  SamplingMethod method() {
    return how.method();
  }

  long noiseSeed() {
    return seed;
  }

  Device device() {
    return where.device();
  }

  /** Refuses a device that cannot be used. */
  void requireDevice() {
    where.require();
  }

  /** The folder of the given models. */
  Optional<Path> models() {
    return Optional.ofNullable(models);
  }

  /**
   * Refuses, before anything is timed or written, given models of other pairs than those of the
   * data.
   */
  void require(PairExample like) {
    if (models == null) {
      return;
    }
    try (OnnxPair pair = OnnxPair.open(models, where.device())) {
      FittingModels.require(pair, like);
      untold = FittingModels.untold(pair);
      changes = UnequalFlips.Changes.of(pair.card(Role.X), pair.card(Role.Y));
    }
  }

  /** What of the size of the given models could not be checked; known after {@link #require}. */
  Optional<String> untold() {
    return untold;
  }

  /**
   * How pairs are flipped and turned while the pair learns; known after {@link #require}.
   *
   * @param ofTrained of a pair that is trained, if none is given
   * @return empty if it is not known
   */
  Optional<UnequalFlips.Changes> changes(UnequalFlips.Changes ofTrained) {
    return models == null ? Optional.of(ofTrained) : changes;
  }

  /**
   * The first pairs of the given models; those that an earlier call left in the folder are read
   * again.
   *
   * @param like a real pair, which {@link #require} has found the models to be of
   */
  PairSet sample(Path folder, int count, PairExample like) throws IOException {
    try (OnnxPair pair = OnnxPair.open(models, where.device())) {
      int height = like.y().shape().height();
      int width = like.y().shape().width();
      PairStore store =
          PairStore.open(
              folder,
              Map.of(
                  "models",
                  pair.card(Role.X).provenance() + " " + pair.card(Role.Y).provenance(),
                  "method",
                  how.method().toString(),
                  "seed",
                  Long.toString(seed),
                  "size",
                  height + "x" + width));
      add(store, count, pair, height, width);
      return store.first(count);
    }
  }

  /**
   * Refuses training pairs that the models have not learnt from, where the run that made them lies
   * around them: then other images are held out now than were then.
   *
   * @return whether they have seen what is held out
   */
  SeenBefore requireLearntFrom(PairSource training) {
    if (models == null) {
      return SeenBefore.NO;
    }
    HeldOut heldOut = HeldOut.require(models, run -> DjlPairedTrainer.learntFrom(run, training));
    if (heldOut == HeldOut.NOT_KNOWN) {
      System.out.printf(
          "No checkpoints in %s: what the models have learnt from cannot be checked.%n",
          HeldOut.runOf(models));
    }
    return new SeenBefore(Optional.of(heldOut));
  }

  private void add(PairStore store, int count, OnnxPair pair, int height, int width)
      throws IOException {
    if (store.size() >= count) {
      return;
    }
    System.out.printf("Sampling %d pairs, %d are there.%n", count, store.size());
    SamplingRequest request =
        SamplingRequest.builder()
            .firstIndex(store.size())
            .count(count - store.size())
            .batchSize(BATCH)
            .size(height, width)
            .method(how.method())
            .seed(seed)
            .build();
    try (Stream<PairBatch> batches = pair.sampler().sample(request)) {
      for (PairBatch batch : (Iterable<PairBatch>) batches::iterator) {
        store.add(PairSet.of(batch), Map.of());
      }
    }
  }
}
