package org.pigdiffusion.examples;

import org.pigdiffusion.examples.common.Flips;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.segmentation.PairMix;
import org.pigdiffusion.segmentation.SegmentationAugmentation;
import org.pigdiffusion.segmentation.SegmenterSettings;
import picocli.CommandLine.Option;

/** The options of the segmentation networks. */
public final class NetworkOptions {
  @Option(
      names = "--steps",
      converter = OptionValues.Positive.class,
      description = "optimiser steps of each network")
  private int steps = 1000;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs of an optimiser step")
  private int batch = 8;

  @Option(
      names = "--width",
      converter = OptionValues.Positive.class,
      description = "channels of the finest level")
  private int width = 16;

  @Option(
      names = "--levels",
      converter = OptionValues.Positive.class,
      description = "resolutions, each half as fine as the one before")
  private int levels = 4;

  @Option(
      names = "--patch",
      converter = OptionValues.Positive.class,
      description = "learn from random parts of this height and width; needed for large images")
  private Integer patch;

  @Option(
      names = "--rate",
      converter = OptionValues.AboveZero.class,
      description = "learning rate of the first step; it falls to 0")
  private double rate = 2e-3;

  /** How pairs are changed while networks learn. */
  enum Augmentations {
    NONE,
    STANDARD,
    BOTH
  }

  @Option(
      names = "--augmentation",
      description =
          "how pairs are changed while networks learn: ${COMPLETION-CANDIDATES} (flips, turns,"
              + " zoom, elastic, brightness; or that, and a row of real pairs without any)")
  private Augmentations augmentation = Augmentations.STANDARD;

  @Option(
      names = "--flips",
      description =
          "sides of pairs that are exchanged half of the time while networks learn:"
              + " ${COMPLETION-CANDIDATES}; LEFT_RIGHT for pictures that stand upright, and"
              + " --pair-flips for the generators")
  private Flips flips = Flips.BOTH;

  @Option(names = "--quarter-turns", description = "turn pairs by multiples of 90 degrees too")
  private boolean quarterTurns;

  @Option(
      names = "--segmenter-validation",
      converter = OptionValues.PartialShare.class,
      description = "share of the real training pairs, by group, that chooses the weights")
  private double validation = 0.15;

  @Option(
      names = "--validate-every",
      converter = OptionValues.Positive.class,
      description = "optimiser steps between validations")
  private int validateEvery = 100;

  @Option(
      names = "--patience",
      converter = OptionValues.NotNegative.class,
      description = "validations without improvement that end a training; 0 for none")
  private int patience;

  @Option(
      names = "--generated-first",
      converter = OptionValues.Share.class,
      description = "share of the steps that learn from generated pairs alone, before real ones")
  private Double generatedFirst;

  @Option(
      names = "--generated-share",
      converter = OptionValues.PartialShare.class,
      description = "share of generated pairs in each step; all pairs are one pool unless given")
  private Double generatedShare;

  @Option(
      names = "--generated-weight",
      converter = OptionValues.AboveZero.class,
      description = "weight of a generated pair in the loss")
  private double generatedWeight = 1;

  /**
   * The settings of the networks.
   *
   * @param ofNetwork optimiser steps
   */
  public SegmenterSettings settings(int ofNetwork) {
    return settings(ofNetwork, augmentation());
  }

  /** Whether there is to be a row of real pairs without augmentation beside the others. */
  boolean comparesAugmentation() {
    return augmentation == Augmentations.BOTH;
  }

  /** The settings of networks that learn from pairs as they are. */
  SegmenterSettings settingsWithoutAugmentation(int ofNetwork) {
    return settings(ofNetwork, SegmentationAugmentation.none());
  }

  private SegmenterSettings settings(int ofNetwork, SegmentationAugmentation ofPairs) {
    SegmenterSettings.Builder settings =
        SegmenterSettings.builder()
            .steps(ofNetwork)
            .batchSize(batch)
            .width(width)
            .levels(levels)
            .learningRate(rate)
            .validateEvery(validateEvery)
            .checkpointEvery(validateEvery)
            .patience(patience);
    if (patch != null) {
      settings.patch(patch);
    }
    return settings.augmentation(ofPairs).build();
  }

  /** What the networks are, for readers. */
  String described(int ofNetwork) {
    String mixed = "one pool with the real ones";
    if (generatedFirst != null) {
      mixed = "alone, in the first %s of the steps".formatted(generatedFirst);
    } else if (generatedShare != null) {
      mixed = "a share of %s".formatted(generatedShare);
    }
    return ("U-Nets of width %d and %d levels, %d steps of %d pairs%s; augmentation %s; generated"
            + " pairs: %s, weight %s")
        .formatted(
            width,
            levels,
            ofNetwork,
            batch,
            patience > 0 ? " at most" : "",
            augmentation == Augmentations.NONE ? "none" : "standard (" + flips.described() + ")",
            mixed,
            generatedWeight);
  }

  /** Optimiser steps of each network. */
  public int steps() {
    return steps;
  }

  int validateEvery() {
    return validateEvery;
  }

  boolean quarterTurns() {
    return quarterTurns;
  }

  /** How pairs are flipped and turned while the networks learn. */
  public UnequalFlips.Changes changes() {
    return new UnequalFlips.Changes(
        augmentation == Augmentations.NONE ? Flips.NONE : flips, quarterTurns);
  }

  private SegmentationAugmentation augmentation() {
    if (augmentation == Augmentations.NONE) {
      if (quarterTurns || flips != Flips.BOTH) {
        throw new IllegalArgumentException(
            "%s: expected without --augmentation NONE, found both"
                .formatted(quarterTurns ? "--quarter-turns" : "--flips"));
      }
      return SegmentationAugmentation.none();
    }
    if (quarterTurns && flips != Flips.BOTH) {
      throw new IllegalArgumentException(
          "--quarter-turns: expected with --flips BOTH, of which turns are made, found --flips "
              + flips);
    }
    SegmentationAugmentation.Builder standard =
        SegmentationAugmentation.standard().toBuilder()
            .flips(flips != Flips.NONE, flips == Flips.BOTH);
    return quarterTurns ? standard.quarterTurns().build() : standard.build();
  }

  /** How generated pairs are mixed into real ones. */
  public PairMix mix() {
    if (generatedFirst != null && generatedShare != null) {
      throw new IllegalArgumentException(
          "expected --generated-first or --generated-share, found both");
    }
    PairMix mix = PairMix.pooled();
    if (generatedFirst != null) {
      mix = PairMix.generatedFirst(generatedFirst);
    } else if (generatedShare != null) {
      mix = PairMix.share(generatedShare);
    }
    return mix.withLossWeight(generatedWeight);
  }

  /** The share of the real training pairs that chooses the weights. */
  public double validation() {
    return validation;
  }
}
