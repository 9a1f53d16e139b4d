package org.pigdiffusion.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.pigdiffusion.Shape;
import org.pigdiffusion.examples.common.NetworkChecks;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Option;

/** The options that say with what the networks begin, and how a refusal names them. */
final class BeginningOptions {
  private static final String COARSE_FIRST = "--coarse-first";

  @Option(
      names = "--begin-with",
      converter = OptionValues.ExistingFolder.class,
      description =
          "folder of a trained pair of the same networks, also of images of another size: begin"
              + " with its weights; if the networks are to have more levels, of multiplier 1, these"
              + " are put before its own")
  private Path beginning;

  @Option(
      names = COARSE_FIRST,
      converter = OptionValues.NotNegative.class,
      description =
          "how many smaller sizes the networks learn at first: 2 for a quarter of the side, then"
              + " half of it, then all; each size has all steps. Of --multipliers, if given, so"
              + " many of the first must be 1")
  private int coarseFirst;

  /** How many smaller sizes the networks learn at first. */
  int coarseFirst() {
    return coarseFirst;
  }

  /** Refuses what the options alone forbid. */
  void require() {
    if (beginning != null && coarseFirst > 0) {
      throw new IllegalArgumentException(
          "%s: expected without --begin-with, since the smallest size begins with random weights,"
                  .formatted(COARSE_FIRST)
              + " found %d and --begin-with %s".formatted(coarseFirst, beginning));
    }
  }

  /** Refuses, before anything is timed or written, what the network cannot learn. */
  void require(UNetConfig network, Shape images) {
    NetworkChecks.requireLevels(
        network, coarseFirst, COARSE_FIRST, "leave --multipliers, --attention and --patch out");
    NetworkChecks.requireSize(network, images, List.of("--multipliers", "--patch", COARSE_FIRST));
  }

  /** The trainer, but it begins as the options say. */
  DjlPairedTrainer of(DjlPairedTrainer trainer) {
    DjlPairedTrainer begun = beginning == null ? trainer : trainer.startingFrom(beginning);
    return begun.coarseFirst(coarseFirst);
  }

  /** Trains; the setting of the trainer is told by the name of its option. */
  static TrainingReport named(Supplier<TrainingReport> training) {
    try {
      return training.get();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      if (message.startsWith("coarseFirst:")) {
        throw new IllegalArgumentException(message.replaceFirst("coarseFirst", COARSE_FIRST), e);
      }
      throw e;
    }
  }
}
