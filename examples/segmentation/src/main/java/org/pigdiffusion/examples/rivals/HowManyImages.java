package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.examples.TestClasses;
import org.pigdiffusion.examples.TrainingGroups;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.OutFolder;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How many annotated images are generated pairs worth? Trains segmentation networks on few and on
 * more annotated images, with and without the pairs of a generator that has learnt from the same
 * images, and says with how many images without pairs a network is as good.
 */
@Command(
    name = "how-many-images",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "How many annotated images are generated pairs worth? For each number of annotated images,"
            + " and several draws of them, trains a pair of models on these alone, and segmentation"
            + " networks with and without its pairs, for equally many steps. All are measured on"
            + " the same images: the share that --validation holds out. Prints how long it will"
            + " take first. The same command goes on where it was stopped.")
public final class HowManyImages implements Callable<Integer> {
  @Mixin private TrainingPairs data = new TrainingPairs();

  @Mixin private ComparisonOptions comparison = new ComparisonOptions();

  @Option(
      names = "--counts",
      split = ",",
      arity = "1",
      description = "numbers of annotated images, rising; more may be added later")
  private List<Integer> counts = List.of(8, 16, 32, 64, 128);

  @Option(
      names = "--draws",
      converter = OptionValues.Positive.class,
      description =
          "draws of each number of images; 3 say little, 10 tell more; more may be added later")
  private int draws = 3;

  @Option(
      names = "--ratios",
      split = ",",
      arity = "1",
      description = "generated pairs for each real one; the answer is on the first")
  private List<Double> ratios = List.of(2.0);

  @Option(
      names = "--compare",
      split = ",",
      arity = "0..1",
      description = "methods beside the pair's that make pairs; nothing for none")
  private List<String> rivals = List.of("copy-paste");

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new HowManyImages(), args);
  }

  @Override
  public Integer call() throws IOException {
    try (OutFolder folder = comparison.folder()) {
      return run(folder);
    }
  }

  private int run(OutFolder folder) throws IOException {
    Split.Parts parts = data.load();
    ImageDraws images = new ImageDraws(counts, draws, parts.training(), parts.validation());
    TestClasses.require(List.of(images.test()), data.maskGreys());
    TrainingGroups.requireTwo(
        images.all().stream().map(images::fold).map(Folds.Fold::training).toList(), "--counts");
    return comparison.run(
        folder,
        new ComparisonOptions.Choice(
            data.described(), List.of(images.whole()), rivals, ratios, ratios),
        images.largest(),
        design -> CurveExperiment.rows(design, images),
        (design, plan, out) -> new Curve(new CurveExperiment(design, images, plan, out)));
  }

  /** The experiment of each draw, and the report on all. */
  private record Curve(CurveExperiment experiment) implements ComparisonOptions.Comparison {
    @Override
    public String expectedTime() {
      return experiment.expectedTime();
    }

    @Override
    public boolean complete() throws IOException {
      Optional<CurveResults> results = experiment.run();
      if (results.isPresent()) {
        new CurveReport(experiment, results.get()).write(experiment.out());
      }
      return results.isPresent();
    }
  }
}
