package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.report.Better;
import org.pigdiffusion.report.FactList;
import org.pigdiffusion.report.FigureColumn;
import org.pigdiffusion.report.FigureRow;
import org.pigdiffusion.report.FigureTable;
import org.pigdiffusion.report.Prose;
import org.pigdiffusion.report.Report;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/**
 * The tables and sentences of the report.
 *
 * @param results of all methods
 * @param bootstrap how intervals are drawn
 * @param generated the methods with generated pairs, the one that is judged first
 * @param filtered whether bad pairs were looked for
 * @param seen whether the generator has seen the test images
 */
record BenefitReport(
    SegmentationResults results,
    Bootstrap bootstrap,
    List<String> generated,
    boolean filtered,
    SeenBefore seen) {
  private static final List<SegmentationFigure> FIGURES =
      List.of(
          SegmentationFigure.DICE,
          SegmentationFigure.IOU,
          SegmentationFigure.PRECISION,
          SegmentationFigure.RECALL,
          SegmentationFigure.HAUSDORFF_95,
          SegmentationFigure.AVERAGE_SURFACE_DISTANCE);

  /** A report with the verdict, what was compared, and the tables; pictures may follow. */
  Report.Builder begin(Map<String, String> facts) {
    Report.Builder report =
        Report.builder("Are segmentations better with generated pairs?")
            .summary(Verdict.of(results, generated, bootstrap, seen) + Doubts.of(facts))
            .add(new FactList("What was compared", "", facts))
            .add(
                table(
                    seen.title(),
                    "Means over %s%s, with intervals. Each row is a way to train the same network."
                            .formatted(folds(), andClasses())
                        + RowText.onFewer(results),
                    results.methods(),
                    BenefitReport::value,
                    method -> results.mean(method, bootstrap)));
    List<String> others = new ArrayList<>(results.methods());
    others.remove(SegmentationExperiment.REAL);
    if (!others.isEmpty()) {
      report.add(
          table(
              "Change from real pairs alone",
              "Both networks on the same images (paired). An interval that holds 0 shows neither"
                  + " gain nor loss.",
              others,
              ChangeColumn::of,
              method -> results.difference(method, SegmentationExperiment.REAL, bootstrap)));
    }
    new SeedTables(results, bootstrap).of(SegmentationExperiment.REAL).ifPresent(report::add);
    new ClassTables(results, bootstrap).of(SegmentationExperiment.REAL).forEach(report::add);
    report.add(howToRead());
    if (filtered && !generated.isEmpty()) {
      report.add(RejectedPairs.of(results, generated, "fold"));
    }
    return report;
  }

  private FigureTable table(
      String title,
      String caption,
      List<String> methods,
      Function<SegmentationFigure, FigureColumn> column,
      Function<String, Map<SegmentationFigure, Measured>> figures) {
    List<FigureRow> rows = new ArrayList<>();
    for (String method : methods) {
      Map<SegmentationFigure, Measured> values = figures.apply(method);
      rows.add(
          new FigureRow(
              RowText.name(results, method),
              results.groups(method).size(),
              FIGURES.stream().map(figure -> Optional.ofNullable(values.get(figure))).toList()));
    }
    return new FigureTable(title, caption, FIGURES.stream().map(column).toList(), rows);
  }

  private static FigureColumn value(SegmentationFigure figure) {
    return figure.isShare()
        ? FigureColumn.percent(figure.label(), Better.HIGHER)
        : new FigureColumn(figure.label() + ", pixels", Better.LOWER, 1, 2);
  }

  private String folds() {
    return RowText.onFewer(results).isEmpty() ? "all folds" : "the folds that a row has";
  }

  private String andClasses() {
    return results.classes() > 1 ? " and the %d classes".formatted(results.classes()) : "";
  }

  private Prose howToRead() {
    return new Prose(
        "How to read this",
        List.of(
            FigureWords.of(FIGURES) + FigureWords.ofClasses(results.classes()),
            "real: the network learnt from the real pairs of the training part alone. "
                + ofGenerated()
                + "All have the same real pairs, steps and settings. "
                + seen.sentences(),
            String.format(
                Locale.ROOT,
                "The count is of groups, such as patients: the images of one are alike, so a group"
                    + " counts once. Where no group was named, each image is one. The intervals"
                    + " (%.0f %%, %,d bootstrap draws of the groups) say how far the choice of groups"
                    + " may mislead. They do not say what another training of the networks would"
                    + " have given: how far the seeds are apart does, if there are several. The pair"
                    + " of models of a fold is one training in any case.",
                100 * bootstrap.level(),
                bootstrap.resamples()),
            "The verdict is on the first row with generated pairs, if there is one. The best of"
                + " several rows looks better than it is."));
  }

  private String ofGenerated() {
    return generated.isEmpty()
        ? ""
        : "%s: generated pairs were added, so many for each real one. "
            .formatted(String.join(", ", generated));
  }

  /** How many pairs were generated for a method in the first fold. */
  int pairsOfFirst(String method) {
    return firstRow(method).map(row -> row.generatedPairs() + row.rejectedPairs()).orElse(0);
  }

  /** The row of a method in the first fold, of the first seed. */
  Optional<SegmentationRow> firstRow(String method) {
    return results.rows().stream()
        .filter(row -> row.key().method().equals(method) && row.key().fold() == 0)
        .findFirst();
  }
}
