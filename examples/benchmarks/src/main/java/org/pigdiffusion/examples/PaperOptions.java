package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.OutFolder;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.sampler.SamplingRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of an experiment that trains models, samples with them, and measures the samples. */
final class PaperOptions {
  @Mixin private TrainingPairs data = new TrainingPairs();

  @Mixin private PaperModels models = new PaperModels();

  @Mixin private QualityOptions quality;

  @Option(
      names = "--out",
      required = true,
      description = "folder for results, and for all that is kept")
  private Path out;

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description = "images of each row")
  private int pairs = 1024;

  @Option(
      names = "--reference",
      converter = OptionValues.Positive.class,
      description =
          "real images to compare with, at most: of those that --validation holds out; several crops"
              + " of each with --zoom")
  private int reference = 1024;

  @Option(
      names = "--sampling-batch",
      converter = OptionValues.Positive.class,
      description = "images sampled together")
  private int batch = 16;

  @Option(names = "--seed", description = "seed of the noise, the same for all rows")
  private long seed = 7;

  @Option(names = "--plan", description = "time some steps, print the plan, and end")
  private boolean planOnly;

  PaperOptions(int segmenterSteps) {
    this.quality = QualityOptions.withRadiomics(segmenterSteps);
  }

  PaperModels models() {
    return models;
  }

  QualityOptions quality() {
    return quality;
  }

  TrainingPairs data() {
    return data;
  }

  Path out() {
    return out;
  }

  int pairs() {
    return pairs;
  }

  int reference() {
    return reference;
  }

  boolean planOnly() {
    return planOnly;
  }

  /** The folder, for this program alone. */
  OutFolder folder() throws IOException {
    return OutFolder.of(out);
  }

  /**
   * Reads the data and begins, or goes on.
   *
   * @param folder that of {@link #folder}
   */
  PaperExperiment open(OutFolder folder) throws IOException {
    if (pairs < 2 || reference < 2) {
      throw new IllegalArgumentException(
          "--pairs, --reference: expected at least 2, found %d and %d".formatted(pairs, reference));
    }
    quality.requireExtractor();
    if (!planOnly) {
      settings().requireAsIn(out);
    }
    Split.Parts parts = data.load();
    folder.make();
    return new PaperExperiment(this, parts);
  }

  /** What decides the figures of all rows, beside the data and the models. */
  ResultSettings settings() throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--pairs", String.valueOf(pairs));
    settings.put("--reference", String.valueOf(reference));
    settings.put("--seed", String.valueOf(seed));
    settings.put("--resamples", String.valueOf(quality.resamples));
    settings.put("--segmenter-steps", String.valueOf(quality.segmenterSteps));
    settings.put("--extractor", "a file of SHA-256 " + quality.checksum());
    return new ResultSettings(settings);
  }

  /** All pairs of a row, from the first. */
  SamplingRequest request() {
    return SamplingRequest.builder()
        .count(pairs)
        .batchSize(Math.min(batch, pairs))
        .size(data.size(), data.size())
        .seed(seed)
        .build();
  }
}
