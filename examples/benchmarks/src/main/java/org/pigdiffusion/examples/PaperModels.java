package org.pigdiffusion.examples;

import java.util.Locale;
import java.util.stream.Collectors;
import org.pigdiffusion.Shape;
import org.pigdiffusion.examples.common.LearningOptions;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.UNetOptions;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Mixin;
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

  @Mixin private UNetOptions unet = new UNetOptions(16);

  @Mixin private LearningOptions learning = new LearningOptions();

  @Option(names = "--training-seed", description = "decides everything random of the trainings")
  private long seed = 1;

  /** Optimiser steps of each model of a pair. */
  int steps() {
    return steps;
  }

  /** Pairs of an optimiser step. */
  int batch() {
    return learning.batch();
  }

  /** What decides how long a step takes. */
  String costSettings(PairSource pairs) {
    return "%s, batch %d, images %s"
        .formatted(network(pairs), learning.batch(), pairs.example(0).y().shape());
  }

  /** The networks and their training, for readers. */
  String inWords(PairSource pairs) {
    UNetConfig network = network(pairs);
    Shape image = pairs.example(0).y().shape();
    NoiseSchedule schedule = schedule();
    return String.format(
        Locale.ROOT,
        "U-Nets of %d levels with %s channels, %d residual blocks each; batches of %d; images of"
            + " %dx%d pixels; the paper's linear noise schedule of %,d time steps",
        network.multipliers().size(),
        network.multipliers().stream()
            .map(multiplier -> String.valueOf(multiplier * network.baseWidth()))
            .collect(Collectors.joining(", ")),
        network.residualBlocks(),
        learning.batch(),
        image.height(),
        image.width(),
        schedule.timeSteps());
  }

  /** The paper's. */
  static NoiseSchedule schedule() {
    return NoiseSchedule.paper();
  }

  /** The true x_0, the default of the library and of the paper's Algorithm 1. */
  static TargetCondition truth() {
    return TargetCondition.trueClean();
  }

  /** Clamped x0hat: nearly what the authors' code shows model y. */
  static TargetCondition estimate() {
    return TargetCondition.predictedClean(GuideTransform.clamped());
  }

  /** The network of model x, of which that of y is the mirror image. */
  UNetConfig network(PairSource pairs) {
    PairExample first = pairs.example(0);
    return unet.config(first.x().shape().channels(), first.y().shape().channels());
  }

  /** What masks are made of the finished x. */
  static GuideTransform annotation(PairSource pairs) {
    return GuideTransform.annotation(pairs.example(0).x().shape().channels());
  }

  TrainingConfig config(int stepsX, int stepsY, TargetCondition condition) {
    TrainingConfig.Builder config = TrainingConfig.laptop(stepsX, stepsY);
    learning.set(config);
    return config.schedule(schedule()).targetCondition(condition).seed(seed).build();
  }
}
