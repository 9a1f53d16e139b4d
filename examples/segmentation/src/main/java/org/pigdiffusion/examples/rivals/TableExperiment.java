package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.segmentation.FoldFilter;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.segmentation.SegmentationAugmentation;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/**
 * Runs what a design says: three experiments of the library, since the networks of one have the
 * same augmentation and filter.
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
      Path folder = out.resolve("generators").resolve(method.name());
      int steps = plan.steps(method, design.pair().name());
      generators.put(method, method.maker().generator(folder, steps));
    }
  }

  /** The rows, by the names of the table. */
  List<SegmentationRow> run() {
    List<SegmentationRow> rows = new ArrayList<>();
    rows.addAll(renamed(withoutAugmentation(), real(TableDesign.NONE)));
    SegmentationExperiment.Builder rivals = plain().ratios(design.rivalRatios());
    design.rivals().forEach(method -> rivals.generator(method.name(), generator(method)));
    rows.addAll(renamed(rivals.run(), real(TableDesign.CLASSICAL)));
    List<SegmentationRow> ofPair = withPair(plain()).run();
    rows.addAll(generated(ofPair));
    if (design.filtered()) {
      rows.addAll(filtered());
    }
    return rows;
  }

  private List<SegmentationRow> withoutAugmentation() {
    return design
        .experiment(out.resolve("none"))
        .settings(
            design.settings().toBuilder().augmentation(SegmentationAugmentation.none()).build())
        .listener(new TableProgress("no augmentation"))
        .run();
  }

  private List<SegmentationRow> filtered() {
    SegmentationExperiment.Builder experiment =
        design
            .experiment(out.resolve("filtered"))
            .filter("standard", FoldFilter.standard())
            .listener(new TableProgress("filtered"));
    return renamed(generated(withPair(experiment).run()), name -> name + TableDesign.FILTERED);
  }

  private SegmentationExperiment.Builder plain() {
    return design.experiment(out.resolve("plain")).listener(new TableProgress("plain"));
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
