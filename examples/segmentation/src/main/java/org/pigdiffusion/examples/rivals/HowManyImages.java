package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.examples.NetworkOptions;
import org.pigdiffusion.examples.common.Interruption;
import org.pigdiffusion.examples.common.OptionValues;
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

  @Mixin private GeneratorOptions generators = new GeneratorOptions();

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--out",
      required = true,
      description = "folder for results, and for all that is kept")
  private Path out;

  @Option(
      names = "--counts",
      split = ",",
      arity = "1",
      description = "numbers of annotated images, rising; more may be added later")
  private List<Integer> counts = List.of(8, 16, 32, 64, 128);

  @Option(
      names = "--draws",
      converter = OptionValues.Positive.class,
      description = "draws of each number of images; more may be added later")
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

  @Option(
      names = "--seeds",
      converter = OptionValues.Positive.class,
      description = "segmentation networks of each method and draw, with seeds from 1")
  private int seeds = 1;

  @Option(names = "--no-filter", description = "use all generated pairs, bad ones too")
  private boolean noFilter;

  @Option(names = "--plan", description = "say how long it will take, and no more")
  private boolean planOnly;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new HowManyImages(), args);
  }

  @Override
  public Integer call() throws IOException {
    Split.Parts parts = data.load();
    ImageDraws images = new ImageDraws(counts, draws, parts.training(), parts.validation());
    Files.createDirectories(out);
    try (Interruption interruption = new Interruption()) {
      TableDesign design = design(images, interruption::isCancelled);
      Optional<TimePlan> plan =
          new PlanMeasurement(design, images.largest(), out).plan(generators.steps());
      if (plan.isEmpty() || !goOn(new CurveExperiment(design, images, plan.get(), out))) {
        System.out.println("Stopped. The same command goes on from here.");
      }
    }
    return 0;
  }

  private TableDesign design(ImageDraws images, BooleanSupplier stopped) {
    return new TableDesign(
        List.of(),
        LongStream.rangeClosed(1, seeds).boxed().toList(),
        TableMethods.chosen(rivals, generators, images.pool().example(0), stopped),
        ratios,
        ratios,
        network.settings(network.steps()),
        network.mix(),
        network.validation(),
        !noFilter,
        stopped);
  }

  /** Says how long it takes, and does what is missing; tells whether it was not stopped. */
  private boolean goOn(CurveExperiment experiment) throws IOException {
    System.out.print(experiment.expectedTime());
    if (planOnly) {
      return true;
    }
    Optional<CurveResults> results = experiment.run();
    if (results.isEmpty()) {
      return false;
    }
    new CurveReport(experiment, results.get()).write(out);
    System.out.println("Written to " + out.toAbsolutePath());
    return true;
  }
}
