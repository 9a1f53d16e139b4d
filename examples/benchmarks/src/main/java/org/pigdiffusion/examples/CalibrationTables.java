package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.PairSet;

/**
 * What the models of a pair know of real pairs at several levels of noise: for model x, and for
 * model y by what it is shown, a table. For one thread.
 */
final class CalibrationTables {
  /** In a row and in a column. */
  private static final List<Integer> CELLS = List.of(1, 2, 4);

  /** Images have this many rows and columns, or a multiple. */
  static final int MULTIPLE = 4;

  private static final List<String> HEAD =
      List.of(
          "noise, sigma",
          "whole image: slope",
          "R2",
          "2x2 cells: slope",
          "R2",
          "4x4 cells: slope",
          "R2");

  private final PairSet truth;
  private final Bootstrap bootstrap;
  private final Map<String, MarkdownTable> tables = new LinkedHashMap<>();

  /** Empty tables, for estimates of these pairs. */
  CalibrationTables(PairSet truth, Bootstrap bootstrap) {
    this.truth = truth;
    this.bootstrap = bootstrap;
  }

  /** Adds a row to each table. */
  void add(NoiseLevel level, CleanEstimates said) {
    add("Model x, shown the noisy image", level, truth.x(), said.x());
    add("Model y, shown what x takes for the mask", level, truth.y(), said.yOfEstimate());
    add("Model y, shown the true mask", level, truth.y(), said.yOfTruth());
  }

  private void add(String table, NoiseLevel level, Tensor clean, Tensor said) {
    List<String> cells = new ArrayList<>();
    for (int each : CELLS) {
      Calibration calibration =
          Calibration.of(
              CellDifferences.of(clean, each), CellDifferences.of(said, each), bootstrap);
      cells.add(calibration.slopeText());
      cells.add(calibration.explainedText());
    }
    tables.computeIfAbsent(table, t -> new MarkdownTable(HEAD)).add(level.sigmaText(), cells);
  }

  /** The tables as Markdown, each with a heading. */
  String markdown() {
    List<String> parts = new ArrayList<>();
    tables.forEach((title, table) -> parts.add("### " + title + "\n\n" + table));
    return String.join("\n", parts);
  }
}
