package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.NetworkOptions;
import org.pigdiffusion.examples.common.Interruption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.segmentation.SegmentationAugmentation;
import org.pigdiffusion.segmentation.SegmenterSettings;
import org.pigdiffusion.trainer.PairSource;
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

  @Mixin private GeneratorOptions generators = new GeneratorOptions();

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--out",
      required = true,
      description = "folder for results, and for all that is kept")
  private Path out;

  @Option(
      names = "--compare",
      split = ",",
      arity = "1",
      description = "methods beside the pair's that make pairs")
  private List<String> rivals = List.of("copy-paste", "seg-guided", "controlnet", "latent");

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
      names = "--seeds",
      converter = OptionValues.Positive.class,
      description = "segmentation networks of each method and fold, with seeds from 1")
  private int seeds = 1;

  @Option(
      names = "--resamples",
      converter = OptionValues.Positive.class,
      description = "bootstrap draws of each interval")
  private int resamples = 1000;

  @Option(names = "--no-filter", description = "leave out the rows without bad pairs")
  private boolean noFilter;

  @Option(names = "--plan", description = "say how long it will take, and no more")
  private boolean planOnly;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Table2(), args);
  }

  @Override
  public Integer call() throws IOException {
    PairSource pairs = data.undivided();
    Files.createDirectories(out);
    try (Interruption interruption = new Interruption()) {
      TableDesign design = design(pairs, interruption::isCancelled);
      Optional<TimePlan> plan =
          new PlanMeasurement(design, design.folds().get(0).training(), out)
              .plan(generators.steps());
      plan.ifPresent(known -> System.out.print(new ExpectedTime(design, known).text()));
      if (planOnly) {
        return 0;
      }
      if (plan.isEmpty() || !measure(design, plan.get())) {
        System.out.println("Stopped. The same command goes on from here.");
      }
    }
    return 0;
  }

  private TableDesign design(PairSource pairs, BooleanSupplier stopped) {
    SegmenterSettings settings = network.settings(network.steps());
    if (settings.augmentation().equals(SegmentationAugmentation.none())) {
      throw new IllegalArgumentException(
          "--augmentation: expected STANDARD, since a row without augmentation is always there,"
              + " found NONE");
    }
    return new TableDesign(
        new Folds(folds, 1).apply(pairs),
        LongStream.rangeClosed(1, seeds).boxed().toList(),
        TableMethods.chosen(rivals, generators, pairs.example(0), stopped),
        rivalRatios,
        ratios,
        settings,
        network.mix(),
        network.validation(),
        !noFilter,
        stopped);
  }

  /** Runs what is missing and writes the results; tells whether it was not stopped. */
  private boolean measure(TableDesign design, TimePlan plan) throws IOException {
    TableExperiment experiment = new TableExperiment(design, plan, out);
    Optional<List<SegmentationRow>> rows = experiment.run();
    if (rows.isEmpty()) {
      return false;
    }
    SegmentationResults results = SegmentationResults.of(rows.get());
    new Table2Report(design, plan, results, Bootstrap.of(resamples, 1))
        .write(out, experiment.firstPairs(4));
    System.out.println("Written to " + out.toAbsolutePath());
    return true;
  }
}
