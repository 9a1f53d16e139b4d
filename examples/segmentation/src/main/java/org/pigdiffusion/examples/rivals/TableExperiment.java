package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.WantedRows;
import org.pigdiffusion.segmentation.FoldFilter;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.segmentation.SegmentationAugmentation;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/** Runs what a design says: an experiment of the library for each part of the table. */
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

  /** The rows that it will have. */
  static WantedRows rows(TableDesign design) {
    return WantedRows.of(
        TablePart.of(design).stream().flatMap(part -> part.names().stream()).toList(),
        design.folds().size(),
        design.seeds().size(),
        "--ratios, --rival-ratios, --compare and --no-filter",
        "--folds");
  }

  /** The rows, by the names of the table; empty if it was stopped before all were there. */
  Optional<List<SegmentationRow>> run() {
    List<SegmentationRow> rows = new ArrayList<>();
    for (TablePart part : TablePart.of(design)) {
      for (SegmentationRow row : experiment(part).run()) {
        SegmentationRow.Key key = row.key();
        part.name(key.method())
            .map(name -> new SegmentationRow.Key(name, key.fold(), key.seed()))
            .ifPresent(named -> rows.add(row.withKey(named)));
      }
      if (design.stopped().getAsBoolean()) {
        return Optional.empty();
      }
    }
    return Optional.of(rows);
  }

  private SegmentationExperiment.Builder experiment(TablePart part) {
    TablePart.Networks networks = part.networks();
    SegmentationExperiment.Builder experiment =
        design.experiment(networks.told(), out.resolve(networks.folder())).ratios(part.ratios());
    part.methods().forEach(method -> experiment.generator(method.name(), generator(method)));
    return switch (networks) {
      case BARE ->
          experiment.settings(
              design.settings().toBuilder().augmentation(SegmentationAugmentation.none()).build());
      case PLAIN -> experiment;
      case FILTERED -> experiment.filter("standard", FoldFilter.standard());
    };
  }

  private FoldGenerator generator(TableMethod method) {
    FoldGenerator generator = generators.get(method);
    if (generator == null) {
      throw new IllegalStateException("no generator of " + method.name());
    }
    return generator;
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
