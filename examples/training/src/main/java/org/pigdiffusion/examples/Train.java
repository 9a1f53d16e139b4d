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
import org.pigdiffusion.data.Split;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.onnx.WeightStorage;
import org.pigdiffusion.picture.ContactSheet;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.trainer.djl.PairExport;
import org.pigdiffusion.trainer.djl.TargetExport;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
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

  @Mixin private NoiseOptions noise = new NoiseOptions();

  @Option(
      names = "--describe-data",
      description = "what the models learnt from, to be written into them")
  private String description;

  @Option(
      names = "--weights",
      description =
          "as what the exported models hold their weights: ${COMPLETION-CANDIDATES} (half the size)")
  private WeightStorage storage = WeightStorage.FLOAT32;

  @Option(names = "--run", required = true, description = "folder of the run, with its checkpoints")
  private Path run;

  @Option(
      names = "--begin-with",
      converter = OptionValues.ExistingFolder.class,
      description =
          "folder of a trained pair of the same networks, also of images of another size: begin with"
              + " its weights; if the networks are to have more levels, of multiplier 1, these are put"
              + " before its own")
  private Path beginning;

  @Mixin private StepOptions length = new StepOptions();

  @Option(
      names = "--prediction",
      description = "what the networks learn to predict: ${COMPLETION-CANDIDATES}")
  private PredictionType prediction = PredictionType.VELOCITY;

  /** What model y is shown of x while it learns. */
  enum Guide {
    ESTIMATE,
    CLEAN,
    NOISY;

    TargetCondition condition() {
      return switch (this) {
        case ESTIMATE -> TargetCondition.predictedClean(GuideTransform.clamped());
        case CLEAN -> TargetCondition.trueClean();
        case NOISY -> TargetCondition.noisy();
      };
    }
  }

  @Option(
      names = "--guide-in-training",
      description =
          "what the target's model is shown of the guide while it learns: ${COMPLETION-CANDIDATES}"
              + " (what the guide's model estimates; the true one; the noisy one, to compare losses"
              + " alone: no pair is exported)")
  private Guide guide = Guide.ESTIMATE;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs of an optimiser step")
  private int batch = 8;

  @Option(names = "--rate", description = "learning rate")
  private double rate = 1e-3;

  @Option(
      names = "--ema",
      description = "decay of the averaged weights; after n steps at most (1 + n) / (10 + n)")
  private double ema = 0.999;

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
      description = "optimiser steps between validations")
  private int validateEvery = 500;

  @Option(
      names = "--patience",
      converter = OptionValues.NotNegative.class,
      description = "validations without improvement that end a stage; 0 for none")
  private int patience;

  @Option(names = "--seed", description = "decides everything random")
  private long seed = 1;

  @Option(
      names = "--width",
      converter = OptionValues.Positive.class,
      description = "channels of the first feature map")
  private int width = 24;

  @Option(
      names = "--groups",
      converter = OptionValues.Positive.class,
      description = "groups of the group normalisation")
  private int groups = 8;

  @Option(names = "--multipliers", split = ",", description = "multiples of the width, by level")
  private List<Integer> multipliers = List.of(1, 2, 4, 4);

  @Option(
      names = "--attention",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description = "levels with attention, from 0; the two lowest unless given")
  private Set<Integer> attention = Set.of();

  @Option(
      names = "--blocks",
      converter = OptionValues.Positive.class,
      description = "residual blocks of a level")
  private int blocks = 1;

  @Option(
      names = "--unconditional",
      description = "train the target's model alone, shown no guide, as for plain DDPM and DDIM")
  private boolean unconditional;

  @Option(
      names = "--patch",
      description = "side of the blocks of pixels that the network takes as channels: 1, 2, 4 or 8")
  private int patch = 1;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Train(), args);
  }

  @Override
  public Integer call() throws IOException {
    Split.Parts parts = data.load();
    Files.createDirectories(run);
    drawTrainingPairs(parts.training());
    StepOptions.Steps steps =
        length.steps(
            run,
            validateEvery,
            (folder, few, listener) -> train(folder, parts, config(few), listener));
    TrainingConfig config = config(steps);
    TrainingReport report;
    try (TrainingBar bar = new TrainingBar()) {
      report = train(run, parts, config, bar);
    }
    LossCurves.write(report, run.resolve("loss.png"));
    if (!report.complete()) {
      System.out.println("Stopped. The same command goes on from here.");
      return 0;
    }
    Optional<String> text = Optional.ofNullable(description).or(data::text);
    if (unconditional) {
      Path model = run.resolve("y.onnx");
      new TargetExport(text, storage).write(model, config, report);
      System.out.println("Trained model in " + model.toAbsolutePath());
      return 0;
    }
    if (steps.y() == 0) {
      System.out.println("Trained model x. With --steps-y above 0, model y learns from it.");
      return 0;
    }
    if (guide == Guide.NOISY) {
      System.out.println("Trained. No pair is exported, since no sampler guides by a noisy guide.");
      return 0;
    }
    new PairExport(annotation(parts.training()), text, Optional.empty(), storage)
        .write(run.resolve("pair"), config, report);
    System.out.println("Trained pair in " + run.resolve("pair").toAbsolutePath());
    return 0;
  }

  private TrainingReport train(
      Path folder, Split.Parts parts, TrainingConfig config, TrainingListener listener) {
    UNetConfig network = network(parts.training());
    DjlPairedTrainer trainer =
        unconditional
            ? DjlPairedTrainer.unguided(folder, network, config)
            : DjlPairedTrainer.of(folder, network, config);
    DjlPairedTrainer begun = beginning == null ? trainer : trainer.startingFrom(beginning);
    return unconditional
        ? begun.train(parts.training().withoutX(), parts.validation().withoutX(), listener)
        : begun.train(parts.training(), parts.validation(), listener);
  }

  private void drawTrainingPairs(PairSource pairs) throws IOException {
    List<PairExample> some =
        IntStream.range(0, Math.min(24, pairs.size())).mapToObj(pairs::example).toList();
    ContactSheet.of(4, 2).draw(some).writePng(run.resolve("training-pairs.png"));
  }

  /** The network of model x, of which that of y is the mirror image; or of model y alone. */
  private UNetConfig network(PairSource pairs) {
    PairExample first = pairs.example(0);
    int channelsX = first.x().shape().channels();
    int channelsY = first.y().shape().channels();
    return UNetConfig.laptop(unconditional ? channelsY : channelsX, unconditional ? 0 : channelsY)
        .toBuilder()
        .baseWidth(width)
        .groups(groups)
        .multipliers(multipliers)
        .residualBlocks(blocks)
        .attentionLevels(attention.isEmpty() ? lowestTwo() : attention)
        .patch(patch)
        .build();
  }

  /** A mask, or as many classes as the masks have channels. */
  private static GuideTransform annotation(PairSource pairs) {
    int channels = pairs.example(0).x().shape().channels();
    return channels == 1
        ? GuideTransform.binary(Threshold.absolute(0))
        : GuideTransform.classes(channels);
  }

  private Set<Integer> lowestTwo() {
    int levels = multipliers.size();
    return levels == 1 ? Set.of(0) : Set.of(levels - 2, levels - 1);
  }

  private TrainingConfig config(StepOptions.Steps steps) {
    TrainingConfig.Builder config = TrainingConfig.laptop(unconditional ? 0 : steps.x(), steps.y());
    noise.set(config);
    return config
        .prediction(prediction)
        .targetCondition(guide.condition())
        .batch(batch, 1)
        .optimiser(Optimiser.builder().learningRate(rate).averageDecay(ema).build())
        .augmentation(new Augmentation(0.5, 0.5, shift, quarterTurns))
        .validation(validateEvery, patience)
        .checkpoints(validateEvery, 1)
        .seed(seed)
        .build();
  }
}
