package org.pigdiffusion.examples;

import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.examples.common.GivenOptions;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.OutFolder;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.sampler.SamplingRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of an experiment that trains models, samples with them, and measures the samples. */
final class PaperOptions {
  /** Options that decide no figure. Where the extractor lies has no say: what is in it has. */
  private static final Set<String> WITHOUT_SAY =
      Set.of("--choice", "--sampling-batch", "--extractor-name");

  /**
   * An image has 5 nearest others in the manifolds of precision and recall. Of 6 images a bootstrap
   * has hundreds of different draws, of 2 one alone: then an interval has no width.
   */
  static final int LEAST = 6;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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
    requireEnough("--pairs", pairs);
    requireEnough("--reference", reference);
    quality.requireExtractor();
    Split.Parts parts = data.load();
    folder.make();
    PaperExperiment experiment = new PaperExperiment(this, parts);
    if (!planOnly) {
      experiment.settings().requireAsIn(out);
    }
    return experiment;
  }

  /**
   * Refuses so few images that nothing can be said of them.
   *
   * @param option what says how many there are
   */
  static void requireEnough(String option, int images) {
    if (images < LEAST) {
      throw new IllegalArgumentException(
          "%s: expected at least %d images, since precision, recall, density and coverage stand on the"
                  .formatted(option, LEAST)
              + " 5 nearest others, and intervals of fewer are of a handful of draws, found "
              + images);
    }
  }

  /**
   * What decides the figures of all rows.
   *
   * @param checksum of the real pairs
   */
  ResultSettings settings(String checksum) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--pairs", String.valueOf(pairs));
    settings.put("--reference", String.valueOf(reference));
    settings.put("--seed", String.valueOf(seed));
    settings.put("--resamples", String.valueOf(quality.resamples));
    settings.put("--segmenter-steps", String.valueOf(quality.segmenterSteps));
    settings.put("--extractor", "a file of SHA-256 " + quality.checksum());
    Map<String, String> more = GivenOptions.of(command, Sets.union(WITHOUT_SAY, settings.keySet()));
    more.put("--folder, --manifest or --phantom", "pairs of SHA-256 " + checksum);
    return new ResultSettings(settings, more);
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
