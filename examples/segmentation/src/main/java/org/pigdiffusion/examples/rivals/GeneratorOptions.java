package org.pigdiffusion.examples.rivals;

import java.util.List;
import java.util.Optional;
import org.pigdiffusion.Shape;
import org.pigdiffusion.examples.PairOptions;
import org.pigdiffusion.examples.UnequalFlips;
import org.pigdiffusion.examples.common.LearningOptions;
import org.pigdiffusion.examples.common.MethodOption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.UNetOptions;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the diffusion models: one size and one set of settings for all methods. */
final class GeneratorOptions {
  private static final String MULTIPLIERS = "--pair-multipliers";

  @Option(
      names = "--pair-steps",
      converter = OptionValues.Positive.class,
      description =
          "optimiser steps of each of the pair's two models; other methods get as many steps as"
              + " take the same time")
  private int steps = 3000;

  @Option(
      names = "--pair-batch",
      converter = OptionValues.Positive.class,
      description = "pairs of an optimiser step of the generators")
  private int batch = 8;

  @Option(
      names = "--pair-groups",
      converter = OptionValues.Positive.class,
      description = "groups of their group normalisation")
  private int groups = 8;

  @Option(
      names = MULTIPLIERS,
      split = ",",
      arity = "1",
      showDefaultValue = Visibility.NEVER,
      description =
          "multiples of their width, by level; those of --multipliers of train unless given")
  private List<Integer> multipliers = List.of();

  @Option(
      names = "--pair-turns",
      description = "turn pairs by multiples of 90 degrees while generators learn")
  private boolean quarterTurns;

  @Option(
      names = "--pair-validate-every",
      converter = OptionValues.Positive.class,
      description = "optimiser steps of the generators between validations and checkpoints")
  private int validateEvery = 500;

  @Mixin private PairOptions options = new PairOptions();

  @Mixin private MethodOption how = new MethodOption(Preset.fast().method());

  /** Of each of the pair's models. */
  int steps() {
    return steps;
  }

  /** How many smaller sizes come first. */
  int coarseFirst() {
    return options.coarseFirst();
  }

  long seed() {
    return options.seed();
  }

  SamplingMethod method() {
    return how.method();
  }

  /** How pairs are flipped and turned while generators learn. */
  UnequalFlips.Changes changes() {
    return options.changes(quarterTurns);
  }

  /** What the pair's networks are and how they learn, in words. */
  String described() {
    return "%s; %d pairs a step; multipliers %s; groups %d; %s"
        .formatted(
            options.described(),
            batch,
            multipliers.isEmpty() ? UNetOptions.usualLevels(coarseFirst()) : multipliers,
            groups,
            quarterTurns ? "turned by 90 degrees at random" : "not turned");
  }

  /** Refuses, before anything is timed or written, what cannot be trained. */
  void require(PairExample like) {
    Shape images = like.y().shape();
    options.require(
        network(like.x().shape().channels(), images.channels()),
        images,
        new PairOptions.Turns("--pair-turns", quarterTurns),
        Optional.of(MULTIPLIERS));
  }

  /** The network of model x; that of model y is its mirror image. */
  UNetConfig network(int channelsX, int channelsY) {
    UNetConfig.Builder network = options.network(channelsX, channelsY).groups(groups);
    if (!multipliers.isEmpty()) {
      network.multipliers(multipliers).attentionLevels(UNetOptions.lowestTwo(multipliers.size()));
    }
    return network.build();
  }

  TrainingConfig config(int stepsX, int stepsY) {
    TrainingConfig.Builder config =
        TrainingConfig.laptop(stepsX, stepsY)
            .batch(batch, 1)
            .augmentation(options.augmentation(quarterTurns))
            .targetCondition(options.condition())
            .seed(options.seed());
    LearningOptions.validating(config, validateEvery);
    return config.build();
  }

  /**
   * Settings as the text by which results are found again. How many checkpoints are kept has no
   * bearing on these; results of before say one.
   */
  static String text(TrainingConfig config) {
    return config.toBuilder().checkpoints(config.checkpointEvery(), 1).build().toString();
  }
}
