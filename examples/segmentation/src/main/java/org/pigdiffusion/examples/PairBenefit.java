package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.common.Interruption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.OutFolder;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.segmentation.FoldFilter;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.segmentation.SegmentationExperiment;
import org.pigdiffusion.segmentation.SegmenterSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Are my segmentations better with generated pairs? Trains a pair of models in each fold, and
 * segmentation networks with and without its pairs, and measures these on images that neither they
 * nor the generator have learnt from.
 */
@Command(
    name = "pair-benefit",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Are segmentations better with generated pairs? Trains a pair of models in each fold, then"
            + " segmentation networks with and without its pairs; measures both on images that"
            + " neither has learnt from, and writes report.html. The same command goes on where it"
            + " was stopped.")
public final class PairBenefit implements Callable<Integer> {
  /** Names the rows with generated pairs. */
  static final String PIG = "pig";

  /** The folder of networks that learn from pairs as they are. */
  private static final String NO_AUGMENTATION = "no-augmentation";

  private static final String PLAIN = "real, no augmentation";

  @Spec private CommandSpec command;

  @Mixin private TrainingPairs data = new TrainingPairs();

  @Mixin private ImageChoice images = new ImageChoice();

  @Mixin private SampledPairs sampled = new SampledPairs();

  @Mixin private TrainedPairs trained = new TrainedPairs();

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
      description = "generated pairs for each real one; the verdict is on the first")
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
      description =
          "networks of each method and fold, with seeds from 1; with one nothing is shown")
  private int seeds = 3;

  @Option(names = "--no-filter", description = "use all generated pairs, bad ones too")
  private boolean noFilter;

  @Option(
      names = "--resamples",
      converter = OptionValues.Resamples.class,
      description = "bootstrap draws of each interval")
  private int resamples = 1000;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new PairBenefit(), args);
  }

  @Override
  public Integer call() throws IOException {
    try (OutFolder folder = OutFolder.of(out)) {
      run(folder);
    }
    return 0;
  }

  private void run(OutFolder folder) throws IOException {
    requireUsed();
    Optional<HoursBudget> budget = trained.hours().map(HoursBudget::from);
    Split.Parts parts = data.load();
    sampled.require(parts.training().example(0));
    SeenBefore seen = sampled.requireLearntFrom(parts.training());
    SegmenterChecks.require(
        network.settings(network.steps()), parts.training().example(0).y().shape());
    if (trains()) {
      trained.require(parts.training().example(0), network.quarterTurns());
    }
    BenefitData real = new BenefitData(images.of(folds(parts)));
    real.requireMeasurable(data.maskGreys());
    folder.make();
    System.out.println(real.told());
    Optional<String> flips = flips();
    flips.ifPresent(System.out::println);
    Optional<WorkPlan> plan =
        trains()
            ? Optional.of(
                new Planning(out, trained, sampled, network, command)
                    .plan(real.folds(), networks(), real.pairs(ratios), budget))
            : Optional.empty();
    int steps = plan.map(WorkPlan::networkSteps).orElse(network.steps());
    try (Interruption interruption = new Interruption()) {
      BenefitProgress progress = new BenefitProgress(networks(), interruption);
      Optional<FoldGenerator> generator = generator(parts, real, plan, progress);
      List<SegmentationRow> rows = GoingOn.with(() -> rows(real, steps, generator, progress));
      if (rows.size() < networks()) {
        System.out.printf(
            "Stopped after %d of %d networks. The same command goes on.%n",
            rows.size(), networks());
        return;
      }
      BenefitOutput output =
          new BenefitOutput(
              out, real, seen, SegmentationResults.of(rows), Bootstrap.of(resamples, 1));
      output.writeTables();
      String segmenters = network.described(steps) + "; seeds: " + seeds;
      output.writeReport(
          new BenefitFacts(real, sampled, trained, plan, !noFilter).of(segmenters, flips),
          generator,
          sampled.noiseSeed(),
          noFilter,
          models(plan));
      System.out.println("Written to " + out.toAbsolutePath());
    }
  }

  /** What would have no say, or leave out of the results what is there, is refused. */
  private void requireUsed() throws IOException {
    network.settings(network.steps());
    network.mix();
    wantedRows().requireAllOf(out);
    if (trained.areWanted()) {
      sampled.requireDevice();
      WantedRows.requireAnswerOf(out, PIG, ratios);
    }
    if (sampled.areGiven()) {
      trained.requireUnset("--models");
      if (images.isLimited()) {
        throw new IllegalArgumentException(
            "--images: expected without --models, since the given models have learnt from more"
                + " images, found both");
      }
    }
    if (!trained.areWanted()) {
      trained.requireUnset("--no-pairs");
      if (sampled.areGiven()) {
        throw new IllegalArgumentException("expected --models or --no-pairs, found both");
      }
    }
  }

  private boolean trains() {
    return trained.areWanted() && !sampled.areGiven();
  }

  /** What to know where generated pairs may teach flips alone. */
  private Optional<String> flips() {
    return trained.areWanted()
        ? UnequalFlips.told(
            network.changes(), sampled.changes(trained.changes(network.quarterTurns())))
        : Optional.empty();
  }

  /** What a given pair has learnt from is never measured on. */
  private List<Folds.Fold> folds(Split.Parts parts) {
    if (sampled.areGiven()) {
      System.out.printf(
          "Measured on the %d images that --validation and --data-seed hold out. They must be what"
              + " they were when the models were trained: then the models have not learnt from"
              + " these images (though their weights were chosen by them).%n",
          parts.validation().size());
    }
    if (folds == 1) {
      return List.of(new Folds.Fold(parts.training(), parts.validation()));
    }
    Folds how = new Folds(folds, 1);
    return sampled.areGiven()
        ? how.apply(parts.validation(), parts.training())
        // A pair is trained in each fold, so all pairs can be tested on.
        : how.apply(parts.training().followedBy(parts.validation()));
  }

  /** A row for each network. */
  private WantedRows wantedRows() {
    List<String> methods = new ArrayList<>();
    if (network.comparesAugmentation()) {
      methods.add(PLAIN);
    }
    methods.addAll(
        SegmentationExperiment.methods(trained.areWanted() ? List.of(PIG) : List.of(), ratios));
    return WantedRows.of(
        methods, folds, seeds, "--ratios, --augmentation and --no-pairs", "--folds");
  }

  private int networks() {
    return wantedRows().keys().size();
  }

  private Optional<FoldGenerator> generator(
      Split.Parts parts, BenefitData real, Optional<WorkPlan> plan, BenefitProgress progress)
      throws IOException {
    if (sampled.areGiven()) {
      int most = real.most(ratios);
      return Optional.of(
          FoldGenerator.given(
              sampled.sample(out.resolve("pairs"), most, parts.training().example(0)),
              parts.training()));
    }
    return plan.map(
        steps ->
            trained.generator(
                out.resolve(PIG),
                parts.training().example(0),
                sampled,
                network.quarterTurns(),
                steps.stepsX(),
                steps.stepsY(),
                progress));
  }

  private List<SegmentationRow> rows(
      BenefitData real, int steps, Optional<FoldGenerator> generator, BenefitProgress progress) {
    List<SegmentationRow> rows = new ArrayList<>();
    if (network.comparesAugmentation()) {
      SegmenterSettings settings = network.settingsWithoutAugmentation(steps);
      experiment(real, out.resolve(NO_AUGMENTATION), settings, progress)
          .run()
          .forEach(row -> rows.add(plain(row)));
    }
    SegmentationExperiment.Builder experiment =
        experiment(real, out, network.settings(steps), progress);
    generator.ifPresent(pairs -> experiment.generator(PIG, pairs));
    rows.addAll(experiment.run());
    return rows;
  }

  private static SegmentationRow plain(SegmentationRow row) {
    return row.withKey(new SegmentationRow.Key(PLAIN, row.key().fold(), row.key().seed()));
  }

  private SegmentationExperiment.Builder experiment(
      BenefitData real, Path folder, SegmenterSettings settings, BenefitProgress progress) {
    SegmentationExperiment.Builder experiment =
        SegmentationExperiment.builder(real.folds(), folder)
            .settings(settings)
            .mix(network.mix())
            .validation(network.validation())
            .ratios(ratios)
            .seeds(LongStream.rangeClosed(1, seeds).toArray())
            .listener(progress);
    if (!noFilter) {
      experiment.filter("standard", FoldFilter.standard());
    }
    return experiment;
  }

  private Optional<Path> models(Optional<WorkPlan> plan) {
    return plan.isPresent() ? Optional.of(out.resolve(PIG + "/fold0/pair")) : sampled.models();
  }
}
