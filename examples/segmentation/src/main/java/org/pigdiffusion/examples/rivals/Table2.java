package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.TestClasses;
import org.pigdiffusion.examples.TrainingGroups;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.OutFolder;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.segmentation.SegmentationAugmentation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The paper's Table 2 on the user's own data: segmentation networks that learn from real pairs
 * alone and with the pairs of several methods added, all methods with the same data, size of
 * network and training time.
 */
@Command(
    name = "table2",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Compares the paired method with its rivals by the segmentation networks that learn from"
            + " their pairs, in cross-validation by group. Prints how long it will take first. The"
            + " same command goes on where it was stopped.")
public final class Table2 implements Callable<Integer> {
  @Mixin private TrainingPairs data = new TrainingPairs();

  @Mixin private ComparisonOptions comparison = new ComparisonOptions();

  @Option(
      names = "--compare",
      split = ",",
      arity = "1",
      description = "methods beside the pair's that make pairs")
  private List<String> rivals =
      List.of("copies", "copy-paste", "seg-guided", "controlnet", "latent");

  @Option(
      names = "--ratios",
      split = ",",
      arity = "1",
      description = "generated pairs of the paired method for each real one")
  private List<Double> ratios = List.of(0.5, 1.0, 2.0, 4.0);

  @Option(
      names = "--rival-ratios",
      split = ",",
      arity = "1",
      description = "generated pairs of the other methods for each real one")
  private List<Double> rivalRatios = List.of(1.0, 2.0);

  @Option(
      names = "--folds",
      converter = OptionValues.Positive.class,
      description = "parts into which the images are divided by group; each is tested on once")
  private int folds = 5;

  @Option(
      names = "--resamples",
      converter = OptionValues.Resamples.class,
      description = "bootstrap draws of each interval")
  private int resamples = 1000;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Table2(), args);
  }

  @Override
  public Integer call() throws IOException {
    try (OutFolder folder = comparison.folder()) {
      return run(folder);
    }
  }

  private int run(OutFolder folder) throws IOException {
    if (comparison.settings().augmentation().equals(SegmentationAugmentation.none())) {
      throw new IllegalArgumentException(
          "--augmentation: expected STANDARD, since a row without augmentation is always there,"
              + " found NONE");
    }
    List<Folds.Fold> parts = new Folds(folds, 1).apply(data.undivided());
    TestClasses.require(parts.stream().map(Folds.Fold::test).toList(), data.maskGreys());
    TrainingGroups.requireTwo(parts.stream().map(Folds.Fold::training).toList(), "--folds");
    return comparison.run(
        folder,
        new ComparisonOptions.Choice(data.described(), parts, rivals, rivalRatios, ratios),
        parts.get(0).training(),
        TableExperiment::rows,
        (design, plan, out) -> new Table(design, plan, out, Bootstrap.of(resamples, 1)));
  }

  /** The experiment in folds, and the report on it. */
  private record Table(TableDesign design, TimePlan plan, Path out, Bootstrap bootstrap)
      implements ComparisonOptions.Comparison {
    @Override
    public String expectedTime() {
      return new ExpectedTime(design, plan).text();
    }

    @Override
    public boolean complete() throws IOException {
      TableExperiment experiment = new TableExperiment(design, plan, out);
      Optional<List<SegmentationRow>> rows = experiment.run();
      if (rows.isPresent()) {
        new Table2Report(design, plan, SegmentationResults.of(rows.get()), bootstrap)
            .write(out, experiment.firstPairs(4));
      }
      return rows.isPresent();
    }
  }
}
