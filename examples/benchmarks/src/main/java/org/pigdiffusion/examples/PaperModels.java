package org.pigdiffusion.examples;

import java.util.List;
import java.util.Set;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Option;

/**
 * The options of the networks that are compared, and of their training: one setting for all of
 * them, on the paper's noise schedule.
 */
final class PaperModels {
  @Option(
      names = "--steps",
      converter = OptionValues.Positive.class,
      description = "optimiser steps of each of the two models of a pair")
  private int steps = 6000;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs of an optimiser step")
  private int batch = 8;

  @Option(names = "--rate", description = "learning rate")
  private double rate = 1e-3;

  @Option(
      names = "--width",
      converter = OptionValues.Positive.class,
      description = "channels of the first feature map")
  private int width = 16;

  @Option(
      names = "--groups",
      converter = OptionValues.Positive.class,
      description = "groups of the group normalisation")
  private int groups = 8;

  @Option(
      names = "--multipliers",
      split = ",",
      description = "multiples of the width, by level; the two lowest levels have attention")
  private List<Integer> multipliers = List.of(1, 2, 4, 4);

  @Option(
      names = "--prediction",
      description = "what the networks learn to predict: ${COMPLETION-CANDIDATES}")
  private PredictionType prediction = PredictionType.VELOCITY;

  @Option(
      names = "--shift",
      converter = OptionValues.NotNegative.class,
      description = "greatest random shift in pixels")
  private int shift = 2;

  @Option(names = "--quarter-turns", description = "turn pairs by multiples of 90 degrees")
  private boolean quarterTurns;

  @Option(
      names = "--validate-every",
      converter = OptionValues.Positive.class,
      description = "optimiser steps between validations, and between checkpoints")
  private int validateEvery = 500;

  @Option(names = "--training-seed", description = "decides everything random of the trainings")
  private long seed = 1;

  /** Optimiser steps of each model of a pair. */
  int steps() {
    return steps;
  }

  /** What decides how long a step takes. */
  String costSettings(PairSource pairs) {
    return "%s, batch %d, images %s".formatted(network(pairs), batch, pairs.example(0).y().shape());
  }

  /** The paper's. */
  static NoiseSchedule schedule() {
    return NoiseSchedule.paper();
  }

  /** Clamped x0hat, the library's default. */
  static TargetCondition estimate() {
    return TargetCondition.predictedClean(GuideTransform.clamped());
  }

  /** The network of model x, of which that of y is the mirror image. */
  UNetConfig network(PairSource pairs) {
    PairExample first = pairs.example(0);
    int levels = multipliers.size();
    return UNetConfig.laptop(first.x().shape().channels(), first.y().shape().channels()).toBuilder()
        .baseWidth(width)
        .groups(groups)
        .multipliers(multipliers)
        .attentionLevels(levels == 1 ? Set.of(0) : Set.of(levels - 2, levels - 1))
        .build();
  }

  /** A mask, or as many classes as the masks have channels. */
  static GuideTransform annotation(PairSource pairs) {
    int channels = pairs.example(0).x().shape().channels();
    return channels == 1
        ? GuideTransform.binary(Threshold.absolute(0))
        : GuideTransform.classes(channels);
  }

  TrainingConfig config(int stepsX, int stepsY, TargetCondition condition) {
    return TrainingConfig.laptop(stepsX, stepsY)
        .schedule(schedule())
        .prediction(prediction)
        .targetCondition(condition)
        .batch(batch, 1)
        .optimiser(Optimiser.builder().learningRate(rate).averageDecay(0.999).build())
        .augmentation(new Augmentation(0.5, 0.5, shift, quarterTurns))
        .validation(validateEvery, 0)
        .checkpoints(validateEvery, 1)
        .seed(seed)
        .build();
  }
}
