package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.WantedRows;
import org.pigdiffusion.segmentation.FoldFilter;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/**
 * Runs the comparison of a design once for every draw of annotated images, an experiment of the
 * library each: what is finished is kept in the draw's folder and is not done again.
 *
 * @param design its folds are not used
 * @param out where everything is kept
 */
record CurveExperiment(TableDesign design, ImageDraws draws, TimePlan plan, Path out) {

  /** The rows that it will have, of all draws together. */
  static WantedRows rows(TableDesign design, ImageDraws draws) {
    List<String> generators = design.methods().stream().map(TableMethod::name).toList();
    List<SegmentationRow.Key> keys = new ArrayList<>();
    for (ImageDraws.Draw draw : draws.all()) {
      for (String method : SegmentationExperiment.methods(generators, design.ratios())) {
        design.seeds().forEach(seed -> keys.add(draw.key(method, seed)));
      }
    }
    return new WantedRows(keys, "--counts, --ratios and --compare", "--draws");
  }

  /** The rows of all draws; empty if it was stopped before all were there. */
  Optional<CurveResults> run() {
    List<CurveResults.DrawRow> rows = new ArrayList<>();
    for (ImageDraws.Draw draw : draws.all()) {
      experiment(draw).run().forEach(row -> rows.add(new CurveResults.DrawRow(draw, row)));
      if (design.stopped().getAsBoolean()) {
        return Optional.empty();
      }
    }
    return Optional.of(new CurveResults(draws.counts(), rows));
  }

  private SegmentationExperiment.Builder experiment(ImageDraws.Draw draw) {
    Path folder = draw.folder(out);
    SegmentationExperiment.Builder experiment =
        design
            .withFolds(List.of(draws.fold(draw)))
            .experiment(draw.toString(), folder)
            .ratios(design.ratios());
    for (TableMethod method : design.methods()) {
      experiment.generator(method.name(), design.generator(method, plan, folder));
    }
    if (design.filtered()) {
      experiment.filter("standard", FoldFilter.standard());
    }
    return experiment;
  }

  /** The first pairs of the paired method, of the first draw of each number of images. */
  Map<String, PairSet> firstPairs(int count) throws IOException {
    Map<String, PairSet> pairs = new LinkedHashMap<>();
    for (int images : draws.counts()) {
      ImageDraws.Draw draw = new ImageDraws.Draw(images, 1);
      design
          .generator(design.pair(), plan, draw.folder(out))
          .pairs(0, draws.fold(draw).training(), count)
          .ifPresent(made -> pairs.put(design.pair().name() + " of " + draw, made));
    }
    return pairs;
  }

  /** How long everything will take: minutes of all draws, by method and number of images. */
  String expectedTime() {
    MinutesTable table =
        new MinutesTable(draws.counts().stream().map(images -> images + " images").toList());
    table.add(SegmentationExperiment.REAL, 0, minutes(images -> networks(1)));
    for (TableMethod method : design.methods()) {
      int rows = design.ratios().size();
      table.add(
          method.name(),
          plan.steps(method, design.pair().name()),
          minutes(images -> design.minutesOfPairs(method, images, plan).plus(networks(rows))));
    }
    return table.text();
  }

  /** Of all draws, by the number of images. */
  private List<Minutes> minutes(IntFunction<Minutes> ofDraw) {
    return draws.counts().stream()
        .map(images -> ofDraw.apply(images).times(draws.draws()))
        .toList();
  }

  private Minutes networks(int count) {
    return design.minutesOfNetworks(count, plan);
  }
}
