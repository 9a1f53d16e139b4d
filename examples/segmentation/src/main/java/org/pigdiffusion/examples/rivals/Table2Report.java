package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.examples.ChangeColumn;
import org.pigdiffusion.examples.Doubts;
import org.pigdiffusion.examples.FigureWords;
import org.pigdiffusion.examples.RejectedPairs;
import org.pigdiffusion.examples.RowText;
import org.pigdiffusion.examples.SeedTables;
import org.pigdiffusion.examples.common.WholeFile;
import org.pigdiffusion.report.Better;
import org.pigdiffusion.report.FactList;
import org.pigdiffusion.report.FigureColumn;
import org.pigdiffusion.report.FigureRow;
import org.pigdiffusion.report.FigureTable;
import org.pigdiffusion.report.Prose;
import org.pigdiffusion.report.Report;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/** Writes the results as files for programs, as a page, and as tables of Markdown. */
record Table2Report(
    TableDesign design, TimePlan plan, SegmentationResults results, Bootstrap bootstrap) {
  private static final List<SegmentationFigure> SHOWN =
      List.of(
          SegmentationFigure.DICE,
          SegmentationFigure.IOU,
          SegmentationFigure.PRECISION,
          SegmentationFigure.RECALL);

  /**
   * Writes {@code results.json}, first, since a later call reads the rows from it, {@code
   * results.csv}, {@code results.md} and the report.
   *
   * @param pairs some of each method, by its name
   */
  void write(Path folder, Map<String, PairSet> pairs) throws IOException {
    results.writeJson(folder.resolve("results.json"), TableDesign.NONE, bootstrap);
    results.writeCsv(folder.resolve("results.csv"));
    List<FigureTable> tables = tables();
    StringBuilder text = new StringBuilder(answer()).append('\n');
    tables.forEach(table -> text.append(MarkdownTable.of(table)));
    WholeFile.write(folder.resolve("results.md"), text.toString());
    System.out.print(text);
    Report.Builder report =
        Report.builder("Which pairs help most?")
            .summary(
                answer()
                    + Doubts.of(design.told())
                    + " Compared are segmentation networks that learnt from real pairs alone, or with pairs of several"
                    + " methods added, measured on images of groups that neither they nor the"
                    + " methods have seen.");
    tables.forEach(report::add);
    report.add(methods());
    if (design.filtered()) {
      report.add(RejectedPairs.of(results, filteredRows(), "fold"));
    }
    report
        .add(FirstPairs.grid("Of each method, of fold 0", pairs))
        .add(facts())
        .build()
        .write(folder);
  }

  /** On the first ratio of the paired method, with augmentation and with all pairs. */
  private String answer() {
    String row =
        SegmentationExperiment.methods(List.of(design.pair().name()), design.ratios()).get(1);
    List<String> changes = new ArrayList<>(List.of(change(row, TableDesign.CLASSICAL)));
    bestConditional()
        .ifPresent(best -> changes.add(change(row, best) + ", the best row of given masks"));
    return "With %s, the Dice on unseen images changes by %s (%.0f %% intervals)."
            .formatted(row, String.join(", and by ", changes), 100 * bootstrap.level())
        + new SeedTables(results, bootstrap).doubt();
  }

  /** Rows that all pairs are used for have figures. */
  private String change(String row, String than) {
    Measured gain = results.difference(row, than, bootstrap).get(SegmentationFigure.DICE);
    if (gain == null) {
      throw new IllegalStateException("no figures of " + row + " and " + than);
    }
    return gain.times(100).toSignedString(1).replaceFirst(" ", " points ") + " from " + than;
  }

  /** The means, and the differences from what a reader compares with. */
  private List<FigureTable> tables() {
    List<FigureTable> tables = new ArrayList<>();
    tables.add(
        table(
            "Table 2",
            "Means over %d groups, with intervals of %.0f %%."
                    .formatted(results.groups().size(), 100 * bootstrap.level())
                + RowText.onFewer(results),
            figure -> FigureColumn.percent(figure.label(), Better.HIGHER),
            results.methods(),
            method -> results.mean(method, bootstrap)));
    List<String> references = new ArrayList<>(List.of(TableDesign.NONE, TableDesign.CLASSICAL));
    bestConditional().ifPresent(references::add);
    for (String than : references) {
      tables.add(
          table(
              "Differences from " + than,
              "Paired: on the same images, folds and seeds, group by group.",
              ChangeColumn::of,
              results.methods().stream().filter(method -> !method.equals(than)).toList(),
              method -> results.difference(method, than, bootstrap)));
    }
    new SeedTables(results, bootstrap).of(TableDesign.CLASSICAL).ifPresent(tables::add);
    return tables;
  }

  /** The figures of a row. */
  @FunctionalInterface
  private interface Figures {
    Map<SegmentationFigure, Measured> of(String method);
  }

  private FigureTable table(
      String title,
      String caption,
      Function<SegmentationFigure, FigureColumn> column,
      List<String> methods,
      Figures figures) {
    return new FigureTable(
        title,
        caption,
        SHOWN.stream().map(column).toList(),
        methods.stream().map(method -> row(method, figures.of(method))).toList());
  }

  private FigureRow row(String method, Map<SegmentationFigure, Measured> figures) {
    return new FigureRow(
        RowText.name(results, method),
        results.groups(method).size(),
        SHOWN.stream().map(figure -> Optional.ofNullable(figures.get(figure))).toList());
  }

  /** The row of a conditional method with the greatest mean Dice. */
  private Optional<String> bestConditional() {
    List<String> names =
        design.methods().stream()
            .filter(method -> method.kind() == TableMethod.Kind.CONDITIONAL)
            .map(method -> method.name() + " ")
            .toList();
    return results.methods().stream()
        .filter(row -> names.stream().anyMatch(row::startsWith))
        .max(Comparator.comparingDouble(this::meanDice));
  }

  private double meanDice(String row) {
    Measured dice = results.mean(row, bootstrap).get(SegmentationFigure.DICE);
    return dice == null ? 0 : dice.value();
  }

  private List<String> filteredRows() {
    return results.methods().stream()
        .filter(method -> method.endsWith(TableDesign.FILTERED))
        .toList();
  }

  private Prose methods() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(
        TableDesign.NONE
            + ": real pairs as they are. "
            + TableDesign.CLASSICAL
            + ": real pairs,"
            + " changed at random while the network learns, as in all rows below but those"
            + " that end in"
            + TableDesign.BARE
            + ". Generators learn from pairs that are flipped and shifted, so networks learn flips"
            + " from what they make, unless --pair-flips is NONE: what these alone add, the rows of"
            + " copies tell (--compare copies).");
    paragraphs.addAll(design.sources());
    paragraphs.add(
        "1x: as many generated pairs as real ones. Conditional methods are given the masks of the"
            + " training part of the fold. Each trained method has the CPU time of the pair's"
            + " training, and networks of its size.");
    paragraphs.add(FigureWords.of(SHOWN));
    return new Prose("Methods and figures", paragraphs);
  }

  private FactList facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("folds", Integer.toString(design.folds().size()));
    facts.put("groups", Integer.toString(results.groups().size()));
    facts.putAll(design.facts(plan));
    return new FactList("Settings", "What the table stands on.", facts);
  }
}
