package org.pigdiffusion.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.pigdiffusion.evaluation.Overlap;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.examples.common.EmbeddedPair;
import org.pigdiffusion.examples.common.FittingModels;
import org.pigdiffusion.examples.common.MethodOption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.segmentation.Segmenter;
import org.pigdiffusion.trainer.PairSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A segmentation pipeline that adds sampled pairs to its few annotated images, and measures what
 * that is worth on images it has not seen.
 */
@Command(
    name = "segmentation",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Trains a segmentation network without and with sampled pairs; prints both Dice.")
public final class Segmentation implements Callable<Integer> {
  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      description = "folder of a trained pair; the embedded one if absent")
  private Path models;

  @Option(
      names = "--real",
      converter = OptionValues.Positive.class,
      description = "annotated phantom slices at hand")
  private int real = 24;

  @Option(
      names = "--sampled",
      converter = OptionValues.Positive.class,
      description = "pairs to sample")
  private int sampled = 96;

  @Option(
      names = "--test",
      converter = OptionValues.Positive.class,
      description = "phantom slices to measure on")
  private int test = 128;

  @Mixin private MethodOption how = new MethodOption(Preset.fast().method());

  @Option(
      names = "--training-steps",
      converter = OptionValues.Positive.class,
      description = "optimiser steps of each network")
  private int trainingSteps = 300;

  @Option(
      names = "--runs",
      converter = OptionValues.Positive.class,
      description = "networks trained each way, with seeds from 0")
  private int runs = 3;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Segmentation(), args);
  }

  @Override
  public Integer call() {
    PairSource phantoms = BreastPhantom.of(real, 1_000_001, 64);
    PairSet atHand = PairSet.of(phantoms);
    PairSet unseen = PairSet.of(BreastPhantom.of(test, 2_000_002, 64));
    PairSet both;
    try (OnnxPair pair = EmbeddedPair.PHANTOMS.unless(models, settings -> settings)) {
      FittingModels.require(pair, phantoms.example(0));
      FittingModels.untold(pair).ifPresent(System.out::println);
      both = PairSet.concat(List.of(atHand, sample(pair.sampler())));
    }
    for (int seed = 0; seed < runs; seed++) {
      System.out.printf(
          "seed %d: Dice %.3f with %d real pairs, %.3f with %d sampled pairs added%n",
          seed, dice(atHand, unseen, seed), real, dice(both, unseen, seed), sampled);
    }
    return 0;
  }

  /** The pairs of the sampler as the training pairs of the segmentation network. */
  private PairSet sample(PairedSampler sampler) {
    SamplingRequest request =
        SamplingRequest.builder().count(sampled).size(64, 64).method(how.method()).seed(42).build();
    try (Stream<PairBatch> batches = sampler.sample(request)) {
      return PairSet.concat(batches.map(PairSet::of).toList());
    }
  }

  /** The Dice score over all pixels of all unseen pairs. */
  private double dice(PairSet training, PairSet unseen, int seed) {
    try (Segmenter segmenter = Segmenter.train(training, trainingSteps, seed)) {
      return Overlap.pooled(segmenter.overlaps(unseen)).dice();
    }
  }
}
