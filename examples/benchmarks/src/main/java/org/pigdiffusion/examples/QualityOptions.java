package org.pigdiffusion.examples;

import com.google.common.hash.Hashing;
import com.google.common.io.Files;
import java.io.IOException;
import java.nio.file.Path;
import org.pigdiffusion.examples.common.OptionValues;
import picocli.CommandLine.Option;

/** The options that say how sampled pairs are compared with real ones. */
final class QualityOptions {
  @Option(
      names = "--extractor",
      converter = OptionValues.ExistingFile.class,
      description =
          "ONNX graph that turns images into features; table1 and ablations need it, without it the"
              + " others compare none")
  Path extractor;

  @Option(
      names = "--extractor-name",
      description = "what to call it in results; the name of its file if absent")
  String extractorName;

  @Option(
      names = "--segmenter-steps",
      converter = OptionValues.NotNegative.class,
      description = "optimiser steps of the network that looks for the lesion; 0 to leave it out")
  int segmenterSteps;

  @Option(
      names = "--resamples",
      converter = OptionValues.Resamples.class,
      description = "bootstrap draws of each interval")
  int resamples = 200;

  /** Whether the radiomics of the images are compared too. */
  private final boolean radiomics;

  QualityOptions(int segmenterSteps) {
    this(segmenterSteps, false);
  }

  private QualityOptions(int segmenterSteps, boolean radiomics) {
    this.segmenterSteps = segmenterSteps;
    this.radiomics = radiomics;
  }

  /** The same options, but radiomics are compared too. */
  static QualityOptions withRadiomics(int segmenterSteps) {
    return new QualityOptions(segmenterSteps, true);
  }

  boolean radiomics() {
    return radiomics;
  }

  /** Refuses to go on without an extractor, on whose features most of a table stands. */
  void requireExtractor() {
    if (extractor == null) {
      throw new IllegalArgumentException(
          "--extractor: expected an ONNX graph that turns images into features, on which FD, KID,"
              + " precision, recall and the search for copies stand, found none;"
              + " docs/guides/evaluation.md tells where to get one");
    }
  }

  /** Tells the extractor from any other; {@code none} if there is none. */
  String checksum() throws IOException {
    return extractor == null
        ? "none"
        : Files.asByteSource(extractor.toFile()).hash(Hashing.sha256()).toString();
  }

  /** What to call the features, or nothing if none are compared. */
  String features() {
    if (extractor == null) {
      return "";
    }
    return extractorName != null ? extractorName : extractor.getFileName().toString();
  }
}
