package org.pigdiffusion.examples;

import java.nio.file.Path;
import java.util.Optional;
import org.pigdiffusion.examples.common.HoursPlan;
import org.pigdiffusion.examples.common.LearningOptions;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.segmentation.PigGenerator;
import org.pigdiffusion.segmentation.PigListener;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the pair of models that is trained in each fold. */
final class TrainedPairs {
  private static final int VALIDATE_EVERY = 500;
  private static final int LEAST_VALIDATIONS = 10;

  @Option(
      names = "--no-pairs",
      description = "no generated pairs: measure networks of real pairs alone")
  private boolean none;

  @Option(
      names = "--hours",
      description =
          "how long everything takes on this machine, in place of --pair-steps-x and"
              + " --pair-steps-y: some steps are timed first, and what was chosen is kept")
  private Double hours;

  @Option(
      names = "--pair-steps-x",
      converter = OptionValues.Positive.class,
      description = "optimiser steps of the guide's model in each fold; 10000 unless given")
  private Integer stepsX;

  @Option(
      names = "--pair-steps-y",
      converter = OptionValues.Positive.class,
      description = "optimiser steps of the target's model in each fold; 10000 unless given")
  private Integer stepsY;

  @Mixin private PairOptions options = new PairOptions();

  boolean areWanted() {
    return !none;
  }

  /** The time that everything is to take; empty if steps say it. */
  Optional<Double> hours() {
    if (hours == null) {
      return Optional.empty();
    }
    if (stepsX != null || stepsY != null) {
      throw new IllegalArgumentException(
          "--hours: expected neither --pair-steps-x nor --pair-steps-y beside it, found both");
    }
    HoursPlan.require(hours);
    return Optional.of(hours);
  }

  /** The steps of model x, if no hours say it. */
  int stepsX() {
    return stepsX == null ? 10_000 : stepsX;
  }

  /** The steps of model y, if no hours say it. */
  int stepsY() {
    return stepsY == null ? 10_000 : stepsY;
  }

  /** Refuses options that would have no say. */
  void requireUnset(String because) {
    if (hours != null || stepsX != null || stepsY != null || !options.isUnset()) {
      throw new IllegalArgumentException(
          "--hours, --pair-...: expected without %s, since no pair is trained then, found both"
              .formatted(because));
    }
  }

  /** How many validations a stage of so many steps has, or a few more. */
  static double validations(double steps) {
    return LEAST_VALIDATIONS + steps / VALIDATE_EVERY;
  }

  /** Steps between the validations of a stage. */
  static int validateEvery(int steps) {
    return Math.max(1, Math.min(VALIDATE_EVERY, steps / LEAST_VALIDATIONS));
  }

  /** How pairs are flipped and turned while it learns. */
  UnequalFlips.Changes changes(boolean quarterTurns) {
    return options.changes(quarterTurns);
  }

  /** What its networks are and how they learn, in words. */
  String described() {
    return options.described();
  }

  /** Refuses, before anything is timed or written, what cannot be trained. */
  void require(PairExample like, boolean quarterTurns) {
    options.require(
        network(like),
        like.y().shape(),
        new PairOptions.Turns("--quarter-turns", quarterTurns),
        Optional.empty());
  }

  private UNetConfig network(PairExample like) {
    return options.network(like.x().shape().channels(), like.y().shape().channels()).build();
  }

  /**
   * The generator.
   *
   * @param folder where it keeps everything
   * @param like a pair of the data
   * @param how pairs are sampled
   */
  PigGenerator generator(
      Path folder,
      PairExample like,
      SampledPairs how,
      boolean quarterTurns,
      int ofX,
      int ofY,
      PigListener listener) {
    TrainingConfig.Builder config =
        TrainingConfig.laptop(ofX, ofY)
            .augmentation(options.augmentation(quarterTurns))
            .targetCondition(options.condition())
            .seed(options.seed());
    LearningOptions.validating(config, validateEvery(Math.min(ofX, ofY)));
    return PigGenerator.builder(folder)
        .config(config.build())
        .network(network(like))
        .coarseFirst(options.coarseFirst())
        .method(how.method())
        .noiseSeed(how.noiseSeed())
        .device(how.device())
        .listener(listener)
        .build();
  }
}
