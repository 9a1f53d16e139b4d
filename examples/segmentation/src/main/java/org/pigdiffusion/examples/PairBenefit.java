package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.segmentation.FoldFilter;
import org.pigdiffusion.segmentation.SegmentationExperiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Are my segmentations better with these pairs? Measures segmentation networks that learnt with and
 * without generated pairs, on images that neither they nor the generator have learnt from.
 */
@Command(
    name = "pair-benefit",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Trains segmentation networks with and without the pairs that a trained pair of models"
            + " samples; measures both on images that neither has learnt from. The same command"
            + " goes on where it was stopped.")
public final class PairBenefit implements Callable<Integer> {
  @Mixin private TrainingPairs data = new TrainingPairs();

  @Mixin private SampledPairs sampled = new SampledPairs();

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--out",
      required = true,
      description = "folder for results, and for all that is kept")
  private Path out;

  @Option(
      names = "--ratios",
      split = ",",
      arity = "1",
      description = "generated pairs for each real one")
  private List<Double> ratios = List.of(1.0, 2.0);

  @Option(
      names = "--folds",
      converter = OptionValues.Positive.class,
      description =
          "parts into which the images to measure on are divided, by group; 1 measures on the share"
              + " that --validation holds out, without dividing it")
  private int folds = 5;

  @Option(
      names = "--seeds",
      converter = OptionValues.Positive.class,
      description = "networks of each method and fold, with seeds from 1")
  private int seeds = 1;

  @Option(names = "--no-filter", description = "use all generated pairs, bad ones too")
  private boolean noFilter;

  @Option(
      names = "--resamples",
      converter = OptionValues.Positive.class,
      description = "bootstrap draws of each interval")
  private int resamples = 1000;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new PairBenefit(), args);
  }

  @Override
  public Integer call() throws IOException {
    Split.Parts parts = data.load();
    sampled.requireLearntFrom(parts.training());
    Files.createDirectories(out);
    List<Folds.Fold> all = folds(parts);
    SegmentationExperiment.Builder experiment =
        SegmentationExperiment.builder(all, out)
            .settings(network.settings())
            .mix(network.mix())
            .validation(network.validation())
            .ratios(ratios)
            .seeds(LongStream.rangeClosed(1, seeds).toArray());
    if (!noFilter) {
      experiment.filter("standard", FoldFilter.standard());
    }
    int most =
        ratios.stream().mapToInt(r -> SegmentationExperiment.pairsNeeded(all, r)).max().orElse(0);
    Optional<PairSet> pairs =
        sampled.sample(out.resolve("pairs"), most, parts.training().example(0));
    pairs.ifPresent(set -> experiment.generated(set, parts.training()));
    int methods = pairs.isPresent() ? 1 + ratios.size() : 1;
    BenefitProgress progress = new BenefitProgress(methods * seeds * all.size());
    write(experiment.listener(progress).run());
    return 0;
  }

  /** What a given pair has learnt from is never measured on. */
  private List<Folds.Fold> folds(Split.Parts parts) {
    boolean given = sampled.areWanted();
    int unseen = parts.validation().size();
    if (given) {
      System.out.printf(
          "Measured on the %d images that --validation and --data-seed hold out. They must be what"
              + " they were when the models were trained: then the models have not learnt from"
              + " these images (though their weights were chosen by them).%n",
          unseen);
    }
    if (folds == 1) {
      return List.of(new Folds.Fold(parts.training(), parts.validation()));
    }
    Folds how = new Folds(folds, 1);
    return given
        ? how.apply(parts.validation(), parts.training())
        : how.apply(new JoinedParts(parts.training(), parts.validation()));
  }

  private void write(List<SegmentationRow> rows) throws IOException {
    SegmentationResults results = SegmentationResults.of(rows);
    Bootstrap bootstrap = Bootstrap.of(resamples, 1);
    System.out.print(BenefitTable.of(results, bootstrap));
    results.writeCsv(out.resolve("results.csv"));
    results.writeJson(out.resolve("results.json"), SegmentationExperiment.REAL, bootstrap);
    System.out.println("Written to " + out.toAbsolutePath());
  }
}
