package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.examples.GoingOn;
import org.pigdiffusion.examples.MaskAreas;
import org.pigdiffusion.examples.NearCopies;
import org.pigdiffusion.examples.NetworkOptions;
import org.pigdiffusion.examples.RowText;
import org.pigdiffusion.examples.SegmenterChecks;
import org.pigdiffusion.examples.UnequalFlips;
import org.pigdiffusion.examples.WantedRows;
import org.pigdiffusion.examples.common.GivenOptions;
import org.pigdiffusion.examples.common.Interruption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.OutFolder;
import org.pigdiffusion.segmentation.SegmenterSettings;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options that programs share which compare methods of making pairs by segmentation networks,
 * and how such a program goes: measure what a step costs, say how long it will take, do what is
 * missing.
 */
final class ComparisonOptions {
  /**
   * Options by which no step takes longer: what rows there are, to which later calls may add, and
   * seeds. The steps of the pair are in the plan by themselves.
   */
  private static final Set<String> WITHOUT_SAY =
      Set.of(
          "--pair-steps",
          "--compare",
          "--ratios",
          "--rival-ratios",
          "--counts",
          "--draws",
          "--folds",
          "--seeds",
          "--no-filter",
          "--resamples",
          "--pair-seed",
          "--data-seed");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private GeneratorOptions generators = new GeneratorOptions();

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--out",
      required = true,
      description = "folder for results, and for all that is kept")
  private Path out;

  @Option(
      names = "--seeds",
      converter = OptionValues.Positive.class,
      description = "segmentation networks of each method and set of images, with seeds from 1")
  private int seeds = 1;

  @Option(names = "--no-filter", description = "do not look for bad generated pairs")
  private boolean noFilter;

  @Option(names = "--plan", description = "say how long it will take, and no more")
  private boolean planOnly;

  /** A comparison of which it is known what a step of each method costs. */
  interface Comparison {
    /** A table of minutes. */
    String expectedTime();

    /** Does what is missing and writes the results; tells whether it was not stopped. */
    boolean complete() throws IOException;
  }

  /** Tells the rows that a comparison of a design will write. */
  @FunctionalInterface
  interface Rows {
    WantedRows of(TableDesign design);
  }

  /** Makes a comparison of a design and its plan, which keeps everything in a folder. */
  @FunctionalInterface
  interface Maker {
    Comparison of(TableDesign design, TimePlan plan, Path out);
  }

  /**
   * What is chosen to be compared.
   *
   * @param data where the real pairs come from, in words
   * @param folds real pairs; of draws, all that they may hold
   * @param rivals names of the methods beside the pair's
   * @param rivalRatios generated pairs for each real one, of the rivals
   * @param ratios generated pairs for each real one, of the paired method
   */
  record Choice(
      String data,
      List<Folds.Fold> folds,
      List<String> rivals,
      List<Double> rivalRatios,
      List<Double> ratios) {}

  /** The folder, for this program alone. */
  OutFolder folder() throws IOException {
    return OutFolder.of(out);
  }

  /** The settings of the segmentation networks. */
  SegmenterSettings settings() {
    return network.settings(network.steps());
  }

  /**
   * Runs a program from wherever its folder stands.
   *
   * @param folder that of {@link #folder}
   * @param largest the most real pairs that a method is to learn from, to measure its steps with
   */
  int run(OutFolder folder, Choice choice, PairSource largest, Rows rows, Maker maker)
      throws IOException {
    SegmenterChecks.require(settings(), largest.example(0).y().shape());
    generators.require(largest.example(0));
    try (Interruption interruption = new Interruption()) {
      TableDesign design = design(choice, largest.example(0), interruption::isCancelled);
      System.out.println(toLookAt(design));
      WantedRows wanted = rows.of(design);
      if (!planOnly) {
        wanted.requireAllOf(out);
        WantedRows.requireAnswerOf(out, design.pair().name(), design.ratios());
      }
      folder.make();
      TimePlan begun =
          TimePlan.open(out, generators.steps(), GivenOptions.of(command, WITHOUT_SAY));
      Optional<TimePlan> plan = new PlanMeasurement(design, largest, out).complete(begun);
      if (plan.isEmpty() || !goOn(maker.of(design, plan.get(), out))) {
        System.out.println("Stopped. The same command goes on from here.");
      }
    }
    return 0;
  }

  private boolean goOn(Comparison comparison) throws IOException {
    System.out.print(comparison.expectedTime());
    if (planOnly) {
      return true;
    }
    if (!GoingOn.with(comparison::complete)) {
      return false;
    }
    System.out.println("Written to " + out.toAbsolutePath());
    return true;
  }

  /** What a user may have to look at before hours are spent. */
  static String toLookAt(TableDesign design) {
    Folds.Fold first = design.folds().get(0);
    return Stream.of(
            MaskAreas.told(List.of(first.training(), first.test())),
            design.told().get(NearCopies.NAME),
            design.told().get(UnequalFlips.NAME))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** The comparison of what is chosen. */
  TableDesign design(Choice choice, PairExample first, BooleanSupplier stopped) {
    return new TableDesign(
        choice.folds(),
        LongStream.rangeClosed(1, seeds).boxed().toList(),
        TableMethods.chosen(choice.rivals(), generators, first, stopped),
        choice.rivalRatios(),
        choice.ratios(),
        settings(),
        network.mix(),
        network.validation(),
        !noFilter,
        told(choice, first.y().shape()),
        stopped);
  }

  /** What is compared, for readers of the report. */
  private Map<String, String> told(Choice choice, Shape images) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("data", choice.data());
    told.put(
        "images",
        "%dx%d, %s"
            .formatted(
                images.height(),
                images.width(),
                images.channels() == 1 ? "grey" : images.channels() + " channels"));
    NearCopies.told(choice.folds()).ifPresent(copies -> told.put(NearCopies.NAME, copies));
    UnequalFlips.told(network.changes(), Optional.of(generators.changes()))
        .ifPresent(flips -> told.put(UnequalFlips.NAME, flips));
    told.put("segmentation networks", RowText.networks(network));
    told.put("networks of the pair", generators.described());
    told.put("sampling", generators.method().toString());
    return told;
  }
}
