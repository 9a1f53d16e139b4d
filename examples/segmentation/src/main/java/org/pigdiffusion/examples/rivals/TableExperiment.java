package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.segmentation.FoldFilter;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.segmentation.SegmentationAugmentation;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/**
 * Runs what a design says: several experiments of the library, since the networks of one have the
 * same augmentation, ratios and filter.
 */
final class TableExperiment {
  private final TableDesign design;
  private final Path out;
  private final Map<TableMethod, FoldGenerator> generators = new LinkedHashMap<>();

  /**
   * An experiment.
   *
   * @param out where everything is kept
   */
  TableExperiment(TableDesign design, TimePlan plan, Path out) {
    this.design = design;
    this.out = out;
    for (TableMethod method : design.methods()) {
      generators.put(method, design.generator(method, plan, out));
    }
  }

  /** The rows, by the names of the table; empty if it was stopped before all were there. */
  Optional<List<SegmentationRow>> run() {
    List<Supplier<List<SegmentationRow>>> parts = new ArrayList<>();
    parts.add(() -> renamed(bare().run(), real(TableDesign.NONE)));
    parts.add(() -> renamed(generated(withRivals(bare()).run()), ending(TableDesign.BARE)));
    parts.add(() -> renamed(generated(withPair(bare()).run()), ending(TableDesign.BARE)));
    parts.add(() -> renamed(withRivals(plain()).run(), real(TableDesign.CLASSICAL)));
    parts.add(() -> generated(withPair(plain()).run()));
    if (design.filtered()) {
      parts.add(this::filtered);
    }
    List<SegmentationRow> rows = new ArrayList<>();
    for (Supplier<List<SegmentationRow>> part : parts) {
      rows.addAll(part.get());
      if (design.stopped().getAsBoolean()) {
        return Optional.empty();
      }
    }
    return Optional.of(rows);
  }

  private List<SegmentationRow> filtered() {
    SegmentationExperiment.Builder experiment =
        design
            .experiment("filtered", out.resolve("filtered"))
            .filter("standard", FoldFilter.standard());
    return renamed(generated(withPair(experiment).run()), ending(TableDesign.FILTERED));
  }

  private SegmentationExperiment.Builder bare() {
    return design
        .experiment("as they are", out.resolve("none"))
        .settings(
            design.settings().toBuilder().augmentation(SegmentationAugmentation.none()).build());
  }

  private SegmentationExperiment.Builder plain() {
    return design.experiment("plain", out.resolve("plain"));
  }

  private SegmentationExperiment.Builder withRivals(SegmentationExperiment.Builder experiment) {
    design.rivals().forEach(method -> experiment.generator(method.name(), generator(method)));
    return experiment.ratios(design.rivalRatios());
  }

  private SegmentationExperiment.Builder withPair(SegmentationExperiment.Builder experiment) {
    return experiment
        .ratios(design.ratios())
        .generator(design.pair().name(), generator(design.pair()));
  }

  private FoldGenerator generator(TableMethod method) {
    FoldGenerator generator = generators.get(method);
    if (generator == null) {
      throw new IllegalStateException("no generator of " + method.name());
    }
    return generator;
  }

  private static UnaryOperator<String> real(String name) {
    return method -> method.equals(SegmentationExperiment.REAL) ? name : method;
  }

  private static UnaryOperator<String> ending(String end) {
    return method -> method + end;
  }

  /** Without the rows of real pairs alone. */
  private static List<SegmentationRow> generated(List<SegmentationRow> rows) {
    return rows.stream()
        .filter(row -> !row.key().method().equals(SegmentationExperiment.REAL))
        .toList();
  }

  private static List<SegmentationRow> renamed(
      List<SegmentationRow> rows, UnaryOperator<String> name) {
    return rows.stream()
        .map(
            row ->
                new SegmentationRow(
                    new SegmentationRow.Key(
                        name.apply(row.key().method()), row.key().fold(), row.key().seed()),
                    row.realPairs(),
                    row.generatedPairs(),
                    row.rejectsByRule(),
                    row.images()))
        .toList();
  }

  /** The first pairs of each method in fold 0, by the method's name. */
  Map<String, PairSet> firstPairs(int count) throws IOException {
    Map<String, PairSet> pairs = new LinkedHashMap<>();
    for (TableMethod method : design.methods()) {
      generator(method)
          .pairs(0, design.folds().get(0).training(), count)
          .ifPresent(made -> pairs.put(method.name(), made));
    }
    return pairs;
  }
}
