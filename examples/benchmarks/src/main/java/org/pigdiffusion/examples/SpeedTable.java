package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pigdiffusion.Role;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.QualityCache;
import org.pigdiffusion.evaluation.QualityTable;
import org.pigdiffusion.evaluation.RowFigures;
import org.pigdiffusion.evaluation.SampledRows;
import org.pigdiffusion.evaluation.SamplingRow;
import org.pigdiffusion.examples.common.DeviceOption;
import org.pigdiffusion.examples.common.EmbeddedPair;
import org.pigdiffusion.examples.common.FittingModels;
import org.pigdiffusion.examples.common.HeldOut;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.StepBar;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.Spinning;
import org.pigdiffusion.onnx.ThreadPool;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
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
      converter = RowConverter.class,
      description =
          SamplingRow.FORM
              + ", such as unipc:20, ddim@leading:50, unipc:20/every(2) or"
              + " unipc:20~softBinary(absolute,0,0.2); may be repeated; the standard rows if absent")
  private List<SamplingRow> rows = new ArrayList<>();

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

  /** The library's reader of such texts. */
  static final class RowConverter implements ITypeConverter<SamplingRow> {
    @Override
    public SamplingRow convert(String text) {
      return SamplingRow.parse(text);
    }
  }

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new SpeedTable(), args);
  }

  @Override
  public Integer call() throws IOException {
    where.require();
    Split.Parts parts = data.load();
    PairSet reference = PairSet.of(parts.training());
    PairSet other = PairSet.of(parts.validation());
    List<SamplingRow> wanted = rows.isEmpty() ? SamplingRow.standard() : rows;
    Optional<HeldOut> seen =
        Optional.ofNullable(models)
            .map(
                given ->
                    HeldOut.require(
                        given, around -> DjlPairedTrainer.learntFrom(around, parts.training())));
    ThreadPool pool = ThreadPool.own(threads, Spinning.OFF);
    try (OnnxPair pair =
            EmbeddedPair.PHANTOMS.unless(
                models, settings -> settings.device(where.device()).threads(pool));
        Yardstick yardstick =
            new Yardstick(run, reference, Math.min(pairs, other.size()), quality)) {
      FittingModels.require(pair, parts.training().example(0));
      List<String> circumstances = circumstances(pair, seen);
      SampledRows sampled = sampled(pair);
      for (SamplingRow row : report ? List.<SamplingRow>of() : wanted) {
        try (StepBar bar = new StepBar(row.text(), sampled.evaluationsLeft(row))) {
          sampled.fill(row, bar);
        }
        if (!sampleOnly) {
          write(circumstances, sampled, yardstick.measurements(), other);
        }
      }
      if (report) {
        write(circumstances, sampled, yardstick.measurements(), other);
      }
    }
    return 0;
  }

  private SampledRows sampled(OnnxPair pair) {
    return new SampledRows(
        run.resolve("rows"),
        new SampledRows.Models(
            pair.x(), pair.y(), pair.guide(), pair.annotation(), pair.schedule()),
        // Threads do not change the pairs beyond rounding, but they do change the seconds.
        new SampledRows.Settings(
            pairs, batch, data.size(), seed, Map.of("threads", String.valueOf(threads))));
  }

  /** Writes the table of all rows that are complete. What was measured before is not again. */
  private void write(
      List<String> circumstances, SampledRows sampled, QualityCache measurements, PairSet other)
      throws IOException {
    List<RowFigures> figures = new ArrayList<>(sampled.figures(measurements));
    figures.add(new RowFigures("real pairs", Optional.empty(), measurements.measure(other)));
    String compared = SamplingRow.parse(baseline).text();
    QualityTable table = new QualityTable(figures, compared, quality.features(), circumstances);
    table.write(run);
    SpeedChart.write(table, run.resolve("table.png"));
    System.out.println("Wrote " + run.resolve("table.md").toAbsolutePath());
  }

  private List<String> circumstances(OnnxPair pair, Optional<HeldOut> seen) {
    ModelCard card = pair.card(Role.Y);
    return List.of(
        "Real pairs: %s, validation share %s.%s"
            .formatted(
                data.text().orElse("of the user"),
                data.validation(),
                seen.map(heldOut -> " " + heldOut.sentences()).orElse("")),
        "Models: x %s, y %s, trained on %s.%s"
            .formatted(
                shortened(pair.x().spec().id()),
                shortened(pair.y().spec().id()),
                card.provenance().getOrDefault("data", "data that the model does not name"),
                FittingModels.untold(pair).map(" "::concat).orElse("")),
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
