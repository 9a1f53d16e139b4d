package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.examples.NetworkOptions;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.segmentation.SegmentationAugmentation;
import org.pigdiffusion.segmentation.SegmenterSettings;
import org.pigdiffusion.trainer.PairExample;
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
  private List<String> rivals = List.of("copy-paste", "seg-guided");

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

  @Option(names = "--plan-only", description = "say how long it will take, and no more")
  private boolean planOnly;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Table2(), args);
  }

  @Override
  public Integer call() throws IOException {
    PairSource pairs = data.undivided();
    List<TableMethod> methods = methods(pairs.example(0));
    SegmenterSettings settings = network.settings();
    if (settings.augmentation().equals(SegmentationAugmentation.none())) {
      throw new IllegalArgumentException(
          "--no-augmentation: expected unset, since a row without augmentation is always there");
    }
    Files.createDirectories(out);
    TableDesign design =
        new TableDesign(
            new Folds(folds, 1).apply(pairs),
            LongStream.rangeClosed(1, seeds).boxed().toList(),
            methods,
            rivalRatios,
            ratios,
            settings,
            network.mix(),
            network.validation(),
            !noFilter);
    TimePlan plan = new PlanMeasurement(design, out).plan(generators.steps());
    System.out.print(new ExpectedTime(design, plan).text());
    if (planOnly) {
      return 0;
    }
    TableExperiment experiment = new TableExperiment(design, plan, out);
    SegmentationResults results = SegmentationResults.of(experiment.run());
    new Table2Report(design, plan, results, Bootstrap.of(resamples, 1))
        .write(out, experiment.firstPairs(4));
    System.out.println("Written to " + out.toAbsolutePath());
    return 0;
  }

  /** Those that are to be compared, and the paired method. */
  private List<TableMethod> methods(PairExample like) {
    int channels = like.x().shape().channels();
    if (channels != 1) {
      throw new IllegalArgumentException(
          "masks: expected one channel, found %d; the rivals have no way with classes, so give no"
                  .formatted(channels)
              + " --mask-classes");
    }
    List<String> wanted = new ArrayList<>(rivals);
    List<TableMethod> chosen = new ArrayList<>();
    for (TableMethod method : TableMethods.of(generators, 1, like.y().shape().channels())) {
      if (wanted.remove(method.name()) || method.kind() == TableMethod.Kind.PAIRED) {
        chosen.add(method);
      }
    }
    if (!wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "--compare: expected some of %s, once each, found %s too"
              .formatted(
                  TableMethods.of(generators, 1, 1).stream()
                      .filter(method -> method.kind() != TableMethod.Kind.PAIRED)
                      .map(TableMethod::name)
                      .toList(),
                  wanted));
    }
    return chosen;
  }
}
