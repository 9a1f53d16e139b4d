package org.pigdiffusion.examples.rivals;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.examples.ChangeColumn;
import org.pigdiffusion.examples.Doubts;
import org.pigdiffusion.examples.RejectedPairs;
import org.pigdiffusion.examples.common.WholeFile;
import org.pigdiffusion.report.Better;
import org.pigdiffusion.report.FactList;
import org.pigdiffusion.report.FigureColumn;
import org.pigdiffusion.report.FigureCurves;
import org.pigdiffusion.report.FigureRow;
import org.pigdiffusion.report.FigureTable;
import org.pigdiffusion.report.Prose;
import org.pigdiffusion.report.Report;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/** Writes the curves as files for programs, as a page, and as tables of Markdown. */
record CurveReport(CurveExperiment experiment, CurveResults results) {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final int PAIRS = 4;

  /** Of fewer draws than these, the answer says so. */
  private static final int FEW = 10;

  /** Student's intervals are as wide as few draws ask for. */
  private static final int NONE_MARKED = 0;

  /**
   * Writes {@code results.json}, first, since a later call reads the rows from it, {@code
   * results.csv}, {@code results.md} and the report.
   */
  void write(Path folder) throws IOException {
    SegmentationResults together = results.together();
    WholeFile.write(folder.resolve("results.json"), GSON.toJson(json(together)) + "\n");
    together.writeCsv(folder.resolve("results.csv"));
    List<FigureTable> tables = tables();
    StringBuilder text = new StringBuilder(answer()).append('\n');
    tables.forEach(table -> text.append(MarkdownTable.of(table)));
    WholeFile.write(folder.resolve("results.md"), text.toString());
    System.out.print(text);
    Report.Builder report =
        Report.builder("How many annotated images are generated pairs worth?")
            .summary(answer() + Doubts.of(experiment.design().told()));
    List<FigureCurves.Line> lines = lines();
    if (!lines.isEmpty()) {
      report.add(
          new FigureCurves(
              "Dice by the number of annotated images",
              "Means over the draws; each band is an interval of the draws.",
              new FigureCurves.Axis("annotated images", FigureCurves.Scale.DOUBLING),
              "Dice on unseen images, %",
              lines));
    }
    report.add(worth());
    tables.forEach(report::add);
    report.add(new Prose("Methods", experiment.design().sources()));
    if (experiment.design().filtered()) {
      report.add(RejectedPairs.of(together, generatedRows(together), "draw"));
    }
    report
        .add(FirstPairs.grid("Of the paired method", experiment.firstPairs(PAIRS)))
        .add(facts())
        .build()
        .write(folder);
  }

  private static List<String> generatedRows(SegmentationResults together) {
    return together.methods().stream()
        .filter(name -> !name.endsWith(": " + SegmentationExperiment.REAL))
        .toList();
  }

  /** On the first ratio of the paired method. */
  private String answer() {
    String pair = experiment.design().pair().name() + " ";
    String method =
        results.generated().stream()
            .filter(name -> name.startsWith(pair))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no row of " + pair));
    int draws = results.fewestDraws(method);
    String few =
        draws > 0 && draws < FEW
            ? "Only %d draws were measured, which says little; more --draws may be added to this folder. "
                .formatted(draws)
            : "";
    return few
        + results.worth(method).sentence(method)
        + results.meanChange(method).map(change -> " " + ImagesWorth.ofAll(change)).orElse("");
  }

  private List<FigureCurves.Line> lines() {
    List<FigureCurves.Line> lines = new ArrayList<>();
    for (String method : results.methods()) {
      List<FigureCurves.Point> points = new ArrayList<>();
      results
          .curve(method)
          .forEach((images, dice) -> points.add(new FigureCurves.Point(images, dice.times(100))));
      if (!points.isEmpty()) {
        lines.add(new FigureCurves.Line(method, points));
      }
    }
    return lines;
  }

  private Prose worth() {
    List<String> paragraphs = new ArrayList<>();
    for (String method : results.generated()) {
      ImagesWorth worth = results.worth(method);
      List<ImagesWorth.Worth> all = worth.all();
      all.forEach(each -> paragraphs.add(worth.sentence(method, each)));
      if (all.isEmpty()) {
        paragraphs.add(worth.sentence(method));
      }
    }
    paragraphs.add(
        "Between two measured numbers of images, the curve without pairs is a straight line over"
            + " the logarithm of the number. The sentence at the top is of the fewest images at"
            + " which the curve with pairs is above. All draws share their test images: intervals"
            + " say what other annotated images and trainings would give, and nothing of other"
            + " test images.");
    return new Prose("By how many annotated images pairs move the curve", paragraphs);
  }

  private List<FigureTable> tables() {
    List<String> numbers = results.counts().stream().map(n -> "Dice, " + n + " images").toList();
    List<String> andAll = new ArrayList<>(numbers);
    andAll.add("Dice, all numbers");
    return List.of(
        table(
            "Dice",
            "Means over %d draws, with Student's intervals of %.0f %% over the draws."
                .formatted(experiment.draws().draws(), 100 * CurveResults.LEVEL),
            numbers.stream().map(name -> FigureColumn.percent(name, Better.HIGHER)).toList(),
            results.methods(),
            method -> values(results.curve(method))),
        table(
            "Change from real pairs alone",
            "Paired: on the same draw, test images and seeds. All numbers: the mean change of a"
                + " draw over the numbers of images, of draws that have all.",
            andAll.stream().map(ChangeColumn::points).toList(),
            results.generated(),
            this::changes));
  }

  private List<Optional<Measured>> values(SortedMap<Integer, Measured> curve) {
    return results.counts().stream().map(n -> Optional.ofNullable(curve.get(n))).toList();
  }

  private List<Optional<Measured>> changes(String method) {
    List<Optional<Measured>> changes = new ArrayList<>(values(results.change(method)));
    changes.add(results.meanChange(method));
    return changes;
  }

  private FigureTable table(
      String title,
      String caption,
      List<FigureColumn> columns,
      List<String> methods,
      Function<String, List<Optional<Measured>>> values) {
    int draws = experiment.draws().draws();
    List<FigureRow> rows =
        methods.stream().map(name -> new FigureRow(name, draws, values.apply(name))).toList();
    return new FigureTable(title, caption, columns, rows, NONE_MARKED);
  }

  private Map<String, Object> json(SegmentationResults together) {
    Map<String, Object> methods = new LinkedHashMap<>();
    for (String method : results.methods()) {
      Map<String, Object> draws = new LinkedHashMap<>();
      results.counts().forEach(n -> draws.put(Integer.toString(n), results.dice(method, n)));
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("dice", results.curve(method));
      of.put("diceByDraw", draws);
      if (!method.equals(SegmentationExperiment.REAL)) {
        of.put("change", results.change(method));
        results.meanChange(method).ifPresent(change -> of.put("meanChange", change));
        of.put("worth", results.worth(method).all());
      }
      methods.put(method, of);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("answer", answer());
    json.put("level", CurveResults.LEVEL);
    json.put("testImages", experiment.draws().test().size());
    json.put("methods", methods);
    json.put("rows", together.rows());
    return json;
  }

  private FactList facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("annotated images", TableDesign.listed(results.counts()));
    facts.put("draws", Integer.toString(experiment.draws().draws()));
    facts.put("drawn from", experiment.draws().pool().size() + " images");
    facts.put("measured on", experiment.draws().test().size() + " images, the same for all");
    facts.put("filter", experiment.design().filtered() ? "standard" : "none");
    facts.putAll(experiment.design().facts(experiment.plan()));
    return new FactList("Settings", "What the curves stand on.", facts);
  }
}
