package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SampledRows;
import org.pigdiffusion.examples.common.DeviceOption;
import org.pigdiffusion.examples.common.FittingModels;
import org.pigdiffusion.examples.common.HeldOut;
import org.pigdiffusion.examples.common.MethodOption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxFeatureExtractor;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks for where the variety of sampled pairs is lost, and tells it as Markdown. */
@Command(
    name = "variety",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Tells where sampled pairs lose the variety of real ones: in which amount of noise, in the"
            + " masks or in the images. Prints tables of Markdown.")
public final class Variety implements Callable<Integer> {
  private static final int SEED_OF_DRAWS = 1;

  @Spec private CommandSpec command;

  @Mixin private TrainingPairs data = new TrainingPairs();

  @Mixin private QualityOptions quality = QualityOptions.withRadiomics(0);

  @Mixin private DeviceOption where = new DeviceOption();

  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      required = true,
      description = "folder of the trained pair")
  private Path models;

  @Option(
      names = "--out",
      description = "folder for what takes time and is kept, such as features; with --extractor")
  private Path out;

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description =
          "pairs to sample, and real pairs of each kind at most; several crops of each with --zoom;"
              + " 64 for a first look")
  private int pairs = 512;

  @Option(
      names = "--reference",
      converter = OptionValues.Positive.class,
      description = "held-out real images that images are compared with, at most")
  private int reference = 1024;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs computed together")
  private int batch = 16;

  @Option(
      names = "--sigmas",
      split = ",",
      converter = OptionValues.AboveZero.class,
      description =
          "amounts of noise to look at, as sigma = sqrt((1 - abar) / abar), each moved to the nearest"
              + " step of --method; if absent, --size and its half, quarter, 8th and 16th")
  private List<Double> sigmas = List.of();

  @Mixin private MethodOption how = new MethodOption(Preset.fast().method());

  @Option(
      names = "--seed",
      description = "seed of the noise; given masks have the next, noisy real pairs the one after")
  private long seed = 7;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Variety(), args);
  }

  @Override
  public Integer call() throws IOException {
    where.require();
    requireOptions();
    Split.Parts parts = data.load();
    try (OnnxPair pair = OnnxPair.open(models, where.device())) {
      FittingModels.require(pair, parts.training().example(0));
      HeldOut seen =
          HeldOut.require(models, run -> DjlPairedTrainer.learntFrom(run, parts.training()));
      PairSet training = RealPairs.of(parts.training(), pairs);
      PairSet heldOut = RealPairs.of(parts.validation(), pairs);
      requireEnough("training pairs", training.size(), parts, "smaller");
      requireEnough("--validation", heldOut.size(), parts, "greater");
      List<NoiseLevel> levels = levels(pair.schedule());
      if (quality.extractor != null) {
        // What cannot be used is told now, and not after all sampling.
        OnnxFeatureExtractor.open(quality.extractor).close();
        Files.createDirectories(out);
      }
      System.err.println("Each table is printed when it is done. A stopped call starts over.");
      tell(VarietyHead.of(command, data, parts, seen, quality.extractor != null));
      FittingModels.untold(pair).ifPresent(sentence -> tell("\n" + sentence + "\n"));
      NoiseLevel.moved(sigmas, levels).ifPresent(moved -> tell("\n" + moved + "\n"));
      VarietySampler sampler = sampler(pair);
      List<PairBatch> sampled = sampler.pairs(pairs, data.size());
      PairSet ofModels = VarietySampler.set(sampled);
      tell(VarietyText.AREAS + areas(sampler, levels, parts, heldOut, ofModels.x()));
      tell(VarietyText.LIKENESS + likeness(training, heldOut, ofModels));
      tell(VarietyText.CALIBRATION + calibration(sampler, levels, training));
      tell(
          quality.extractor == null
              ? VarietyText.NO_IMAGES
              : images(sampler, sampled, training, RealPairs.of(parts.validation(), reference)));
    }
    return 0;
  }

  /** Prints at once, since the next table may take hours. */
  private static void tell(String text) {
    System.out.print(text);
    System.out.flush();
  }

  private List<NoiseLevel> levels(NoiseSchedule schedule) {
    return sigmas.isEmpty()
        ? NoiseLevel.standard(data.size(), how.method(), schedule)
        : NoiseLevel.nearest(sigmas, how.method(), schedule);
  }

  private VarietySampler sampler(OnnxPair pair) {
    return new VarietySampler(
        new SampledRows.Models(
            pair.x(), pair.y(), pair.guide(), pair.annotation(), pair.schedule()),
        how.method(),
        batch,
        seed);
  }

  private void requireOptions() {
    PaperOptions.requireEnough("--pairs", pairs);
    PaperOptions.requireEnough("--reference", reference);
    if (data.size() % CalibrationTables.MULTIPLE != 0) {
      throw new IllegalArgumentException(
          "--size: expected a multiple of %d, since images are divided into 4x4 cells, found %d"
              .formatted(CalibrationTables.MULTIPLE, data.size()));
    }
    if ((quality.extractor == null) != (out == null)) {
      throw new IllegalArgumentException(
          "--extractor, --out: expected both, to compare images too, or none, found %s"
              .formatted(out == null ? "no --out" : "no --extractor"));
    }
    if (quality.segmenterSteps > 0 && quality.extractor == null) {
      throw new IllegalArgumentException(
          "--segmenter-steps: expected with --extractor and --out only, since alignment is a column of"
              + " the table of images, found neither");
    }
  }

  private void requireEnough(String name, int images, Split.Parts parts, String share) {
    if (images < PaperOptions.LEAST) {
      int training = parts.training().size();
      int heldOut = parts.validation().size();
      throw new IllegalArgumentException(
          "%s: expected at least %d images, found %d: of %d images --validation %s holds out %d; train"
                  .formatted(
                      name,
                      PaperOptions.LEAST,
                      images,
                      training + heldOut,
                      data.validation(),
                      heldOut)
              + " a pair with a %s --validation, or on more images".formatted(share));
    }
  }

  /** Of all masks that there are, since only sampling takes long. */
  private String areas(
      VarietySampler sampler,
      List<NoiseLevel> levels,
      Split.Parts parts,
      PairSet heldOut,
      Tensor sampled) {
    MaskAreas areas = new MaskAreas(bootstrap());
    areas.add("training", RealPairs.masks(parts.training(), pairs));
    areas.add("held out", RealPairs.masks(parts.validation(), pairs));
    areas.add("sampled", sampled);
    for (NoiseLevel level : levels) {
      areas.add(
          "sampled on from held-out pairs with noise of sigma " + level.sigmaText(),
          sampler.onward(heldOut, level).x());
    }
    return areas.markdown();
  }

  private String likeness(PairSet training, PairSet heldOut, PairSet sampled) {
    ImageLikeness likeness = new ImageLikeness(bootstrap());
    likeness.add("training", training.y());
    likeness.add("held out", heldOut.y());
    likeness.add("sampled", sampled.y());
    return likeness.markdown();
  }

  private Bootstrap bootstrap() {
    return Bootstrap.of(quality.resamples, SEED_OF_DRAWS);
  }

  private String calibration(VarietySampler sampler, List<NoiseLevel> levels, PairSet training) {
    CalibrationTables tables = new CalibrationTables(training, bootstrap());
    for (NoiseLevel level : levels) {
      tables.add(
          level,
          CleanEstimates.of(sampler.models(), training, level, sampler.noiseOfPairs(), batch));
    }
    return tables.markdown();
  }

  private String images(
      VarietySampler sampler, List<PairBatch> sampled, PairSet training, PairSet heldOut)
      throws IOException {
    // With fewer images FD is higher, so all rows have as many as the smallest.
    int each = training.size();
    try (Yardstick yardstick = new Yardstick(out, heldOut, each, quality)) {
      ImagesOfMasks rows = new ImagesOfMasks(yardstick, quality.features());
      rows.add("of training pairs", training);
      rows.add("as the pair samples", VarietySampler.set(sampled).slice(0, each));
      rows.add("made for training masks", sampler.given("training masks", training.x()));
      rows.add(
          "made for the pair's finished masks",
          sampler.given("finished masks", ImagesOfMasks.guides(sampled).slice(0, each)));
      return VarietyText.images(heldOut.size(), each)
          + rows.markdown()
          + VarietyText.few(heldOut.size(), each);
    }
  }
}
