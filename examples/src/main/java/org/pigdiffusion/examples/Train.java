package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.LearningRateRule;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.training.DjlPairedTrainer;
import org.pigdiffusion.training.PairExport;
import org.pigdiffusion.training.data.Split;
import org.pigdiffusion.training.picture.ContactSheet;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a pair of models and exports it. The same command again goes on where it was stopped. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Trains a pair of models on images and masks, and exports it for sampling.")
public final class Train implements Callable<Integer> {
  @Mixin private TrainingPairs data = new TrainingPairs();

  @Option(
      names = "--describe-data",
      description = "what the models learnt from, to be written into them")
  private String description;

  @Option(names = "--run", required = true, description = "folder of the run, with its checkpoints")
  private Path run;

  @Option(names = "--steps-x", description = "optimiser steps of the guide's model")
  private int stepsX = 10_000;

  @Option(names = "--steps-y", description = "optimiser steps of the target's model")
  private int stepsY = 10_000;

  @Option(
      names = "--prediction",
      description = "what the networks learn to predict: ${COMPLETION-CANDIDATES}")
  private PredictionType prediction = PredictionType.VELOCITY;

  @Option(names = "--batch", description = "pairs of an optimiser step")
  private int batch = 8;

  @Option(names = "--rate", description = "learning rate")
  private double rate = 5e-4;

  @Option(names = "--ema", description = "decay of the averaged weights")
  private double ema = 0.999;

  @Option(names = "--shift", description = "greatest random shift in pixels")
  private int shift = 2;

  @Option(names = "--validate-every", description = "optimiser steps between validations")
  private int validateEvery = 500;

  @Option(
      names = "--patience",
      description = "validations without improvement that end a stage; 0 for none")
  private int patience;

  @Option(names = "--seed", description = "decides everything random")
  private long seed = 1;

  @Option(names = "--width", description = "channels of the first feature map")
  private int width = 16;

  @Option(names = "--groups", description = "groups of the group normalisation")
  private int groups = 8;

  @Option(names = "--multipliers", split = ",", description = "multiples of the width, by level")
  private List<Integer> multipliers = List.of(1, 2, 4, 4);

  @Option(names = "--attention", split = ",", description = "levels with attention, from 0")
  private Set<Integer> attention = Set.of(2, 3);

  @Option(names = "--blocks", description = "residual blocks of a level")
  private int blocks = 1;

  /** Runs the program. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Train()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Split.Parts parts = data.load();
    Files.createDirectories(run);
    drawTrainingPairs(parts.training());
    TrainingConfig config = config();
    TrainingReport report;
    try (TrainingBar bar = new TrainingBar()) {
      report =
          DjlPairedTrainer.of(run, network(parts.training()), config)
              .train(parts.training(), parts.validation(), bar);
    }
    LossCurves.write(report, run.resolve("loss.png"));
    if (!report.complete()) {
      System.out.println("Stopped. The same command goes on from here.");
      return 0;
    }
    new PairExport(
            GuideTransform.binary(Threshold.absolute(0)),
            Optional.ofNullable(description).or(data::text))
        .write(run.resolve("pair"), config, report);
    System.out.println("Trained pair in " + run.resolve("pair").toAbsolutePath());
    return 0;
  }

  private void drawTrainingPairs(PairSource pairs) throws IOException {
    List<PairExample> some =
        IntStream.range(0, Math.min(24, pairs.size())).mapToObj(pairs::example).toList();
    ContactSheet.of(4, 2).draw(some).writePng(run.resolve("training-pairs.png"));
  }

  /** The network of model x; that of y is its mirror image. */
  private UNetConfig network(PairSource pairs) {
    PairExample first = pairs.example(0);
    return UNetConfig.builder(first.x().shape().channels(), first.y().shape().channels())
        .baseWidth(width)
        .groups(groups)
        .multipliers(multipliers)
        .residualBlocks(blocks)
        .attentionLevels(attention)
        .build();
  }

  private TrainingConfig config() {
    return TrainingConfig.builder()
        .steps(stepsX, stepsY)
        .prediction(prediction)
        .targetCondition(TargetCondition.PREDICTED_CLEAN_LIMITED)
        .batch(batch, 1)
        .optimiser(Optimiser.standard().withLearningRate(rate).withAverageDecay(ema))
        .learningRate(new LearningRateRule.Cosine(200))
        .augmentation(new Augmentation(0.5, 0.5, shift))
        .validation(validateEvery, patience)
        .checkpoints(validateEvery, 1)
        .seed(seed)
        .build();
  }
}
