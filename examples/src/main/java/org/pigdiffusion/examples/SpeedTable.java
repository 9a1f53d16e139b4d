package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pigdiffusion.Role;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.Spinning;
import org.pigdiffusion.onnx.ThreadPool;
import org.pigdiffusion.training.data.Split;
import org.pigdiffusion.training.evaluation.PairSet;
import org.pigdiffusion.training.evaluation.PairStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures what each way of sampling costs and what its pairs are worth. It may be stopped at any
 * time: the same command goes on where it was.
 */
@Command(
    name = "speed-table",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Samples pairs with several methods and numbers of steps, and compares them with real ones.",
      "The training part of the data is the reference; the validation part is measured as a row of"
          + " real pairs."
    })
public final class SpeedTable implements Callable<Integer> {
  @Mixin private TrainingPairs data = new TrainingPairs();

  @Mixin private QualityOptions quality = new QualityOptions(1000);

  @Mixin private DeviceOption where = new DeviceOption();

  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      description = "folder of a trained pair; the embedded one if absent")
  private Path models;

  @Option(names = "--run", required = true, description = "folder of the run")
  private Path run;

  @Option(
      names = "--row",
      converter = SpeedRow.Converter.class,
      description =
          SpeedRow.FORM
              + ", such as unipc:20, ddim@leading:50, unipc:20/every(2) or"
              + " unipc:20~softBinary(absolute,0,0.2); may be repeated; the standard rows if absent")
  private List<SpeedRow> rows = new ArrayList<>();

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description = "pairs of each row")
  private int pairs = 1000;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs computed together")
  private int batch = 8;

  @Option(names = "--seed", description = "seed of the noise, the same for all rows")
  private long seed = 7;

  @Option(
      names = "--threads",
      converter = OptionValues.NotNegative.class,
      description = "threads of each model; 0 for one a core")
  private int threads;

  @Option(names = "--baseline", description = "the row that the others are compared with")
  private String baseline = "ddim:256";

  @Option(names = "--sample-only", description = "sample, and leave the table for another time")
  private boolean sampleOnly;

  @Option(names = "--report", description = "only write the table of the rows that are complete")
  private boolean report;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new SpeedTable(), args);
  }

  @Override
  public Integer call() throws IOException {
    Split.Parts parts = data.load();
    PairSet reference = PairSet.of(parts.training());
    PairSet other = PairSet.of(parts.validation());
    Files.createDirectories(run);
    String session = Instant.now().toString();
    List<SpeedRow> wanted =
        rows.isEmpty() ? SpeedRow.standard().stream().map(SpeedRow::parse).toList() : rows;
    ThreadPool pool = ThreadPool.own(threads, Spinning.OFF);
    try (OnnxPair pair =
            EmbeddedPair.unless(models, settings -> settings.device(where.device()).threads(pool));
        Yardstick yardstick =
            new Yardstick(run, reference, Math.min(pairs, other.size()), quality)) {
      SpeedRuns runs =
          new SpeedRuns(
              run.resolve("rows"), pair, pairs, batch, data.size(), seed, threads, session);
      if (!report) {
        for (SpeedRow row : wanted) {
          try (StepBar bar = new StepBar(row.text(), runs.evaluationsLeft(row))) {
            runs.fill(row, bar);
          }
          if (!sampleOnly) {
            write(pair, runs, yardstick, other);
          }
        }
      } else {
        write(pair, runs, yardstick, other);
      }
    }
    return 0;
  }

  /** Writes the table of all rows that are complete. What was measured before is not again. */
  private void write(OnnxPair pair, SpeedRuns runs, Yardstick yardstick, PairSet other)
      throws IOException {
    String compared = SpeedRow.parse(baseline).text();
    List<SpeedFigures> figures = new ArrayList<>();
    for (SpeedRow row : runs.begun()) {
      PairStore store = runs.store(row);
      if (store.size() >= pairs) {
        figures.add(
            new SpeedFigures(
                row.text(),
                Optional.of(SpeedFigures.Cost.of(store.batches())),
                yardstick.measure(store.first(pairs))));
      }
    }
    figures.sort(
        Comparator.comparingDouble(SpeedFigures::calls)
            .reversed()
            .thenComparing(SpeedFigures::name));
    figures.add(new SpeedFigures("real pairs", Optional.empty(), yardstick.measure(other)));
    SpeedReport table = new SpeedReport(figures, compared, quality.features(), circumstances(pair));
    AtomicFile.write(run.resolve("table.md"), table.markdown());
    AtomicFile.write(run.resolve("table.csv"), table.csv());
    SpeedChart.write(figures, compared, quality.features(), run.resolve("table.png"));
    System.out.println("Wrote " + run.resolve("table.md").toAbsolutePath());
  }

  private List<String> circumstances(OnnxPair pair) {
    ModelCard card = pair.card(Role.Y);
    return List.of(
        "Real pairs: %s, validation share %s."
            .formatted(data.text().orElse("of the user"), data.validation()),
        "Models: x %s, y %s, trained on %s."
            .formatted(
                shortened(pair.x().spec().id()),
                shortened(pair.y().spec().id()),
                card.provenance().getOrDefault("data", "data that the model does not name")),
        "Sampled: %d pairs of seed %d in batches of %d, size %s, on %s with %s of %d processors."
            .formatted(
                pairs,
                seed,
                batch,
                data.size(),
                pair.y().spec().device(),
                threads == 0 ? "one thread a core" : threads + " threads a model",
                Runtime.getRuntime().availableProcessors()),
        "Intervals: 95 %%, %d bootstrap draws of the row's pairs, the reference held fixed."
            .formatted(quality.resamples));
  }

  private static String shortened(String id) {
    return id.substring(0, 12);
  }
}
