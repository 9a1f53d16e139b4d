package org.pigdiffusion.examples;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/** The results as a table of Markdown: means, and differences from real pairs alone. */
final class BenefitTable {
  private static final int DIGITS = 3;
  private static final int FEW = 10;
  private static final List<SegmentationFigure> SHOWN =
      List.of(
          SegmentationFigure.DICE,
          SegmentationFigure.IOU,
          SegmentationFigure.PRECISION,
          SegmentationFigure.RECALL);

  private BenefitTable() {}

  static String of(SegmentationResults results, Bootstrap bootstrap) {
    StringBuilder text = new StringBuilder();
    int groups = results.groups().size();
    text.append(
        String.format(
            Locale.ROOT,
            "%nMeans over %d groups of test images, with intervals of %.0f %%.%s%s%s%n%n",
            groups,
            100 * bootstrap.level(),
            RowText.onFewer(results),
            FigureWords.ofClasses(results.classes()),
            groups < FEW ? " So few groups say little." : ""));
    text.append("| pairs learnt from |");
    SHOWN.forEach(figure -> text.append(' ').append(figure.label()).append(" |"));
    text.append("\n|---|---|---|---|---|\n");
    append(text, results, "", bootstrap);
    int classes = results.classes();
    for (int number = 1; classes > 1 && number <= classes; number++) {
      append(text, results.ofClass(number), ", class " + number, bootstrap);
    }
    return text.append('\n').toString();
  }

  private static void append(
      StringBuilder text, SegmentationResults results, String suffix, Bootstrap bootstrap) {
    for (String method : results.methods()) {
      append(text, RowText.name(results, method) + suffix, results.mean(method, bootstrap));
    }
    for (String method : results.methods()) {
      if (!method.equals(SegmentationExperiment.REAL)) {
        append(
            text,
            method + " less " + SegmentationExperiment.REAL + suffix,
            results.difference(method, SegmentationExperiment.REAL, bootstrap));
      }
    }
  }

  private static void append(
      StringBuilder text, String name, Map<SegmentationFigure, Measured> figures) {
    text.append("| ").append(name).append(" |");
    for (SegmentationFigure figure : SHOWN) {
      Measured value = figures.get(figure);
      text.append(' ').append(value == null ? "not measured" : value.toString(DIGITS)).append(" |");
    }
    text.append('\n');
  }
}
