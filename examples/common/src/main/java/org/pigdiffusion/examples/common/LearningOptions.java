package org.pigdiffusion.examples.common;

import org.pigdiffusion.PredictionType;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.TrainingConfig;
import picocli.CommandLine.Option;

/** The options that say how the networks of diffusion models learn, but for how long. */
public final class LearningOptions {
  @Option(
      names = "--prediction",
      description = "what the networks learn to predict: ${COMPLETION-CANDIDATES}")
  private PredictionType prediction = PredictionType.VELOCITY;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs of an optimiser step")
  private int batch = 8;

  @Option(names = "--rate", converter = OptionValues.AboveZero.class, description = "learning rate")
  private double rate = 1e-3;

  @Option(
      names = "--ema",
      converter = OptionValues.Share.class,
      description = "decay of the averaged weights; after n steps at most (1 + n) / (10 + n)")
  private double ema = 0.999;

  @Option(
      names = "--shift",
      converter = OptionValues.NotNegative.class,
      description = "greatest random shift in pixels")
  private int shift = Augmentation.standard().maxShift();

  @Option(
      names = "--flips",
      description =
          "sides that are exchanged half of the time: ${COMPLETION-CANDIDATES}; LEFT_RIGHT for pictures"
              + " that stand upright")
  private Flips flips = Flips.BOTH;

  @Option(names = "--quarter-turns", description = "turn pairs by multiples of 90 degrees")
  private boolean quarterTurns;

  @Option(
      names = "--validate-every",
      converter = OptionValues.Positive.class,
      description = "optimiser steps between validations, and between checkpoints")
  private int validateEvery = 500;

  /** Pairs of an optimiser step. */
  public int batch() {
    return batch;
  }

  /** Optimiser steps between validations, and between checkpoints. */
  public int validateEvery() {
    return validateEvery;
  }

  /** Random changes of pairs, of which the networks are told nothing. */
  public Augmentation augmentation() {
    return flips.augmentation(quarterTurns).withMaxShift(shift);
  }

  /**
   * Has a training validate and write a checkpoint every so many steps, and lets no stage end
   * early. Two checkpoints are kept: should the newest be damaged, there is one to go on from.
   */
  public static void validating(TrainingConfig.Builder config, int every) {
    config.validation(every, 0).checkpoints(every, 2);
  }

  /** Writes them into the settings of a training; no stage ends before its steps are done. */
  public void set(TrainingConfig.Builder config) {
    config
        .prediction(prediction)
        .batch(batch, 1)
        .optimiser(Optimiser.builder().learningRate(rate).averageDecay(ema).build())
        .augmentation(augmentation());
    validating(config, validateEvery);
  }
}
