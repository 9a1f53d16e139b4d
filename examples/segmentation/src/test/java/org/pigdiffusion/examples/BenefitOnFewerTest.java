package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationFigures;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.report.Report;

/** Where no pair passed the filter in a fold, the mean of a row is over other images. */
class BenefitOnFewerTest {
  private static final Bootstrap BOOTSTRAP = Bootstrap.of(50, 1);

  private static SegmentationRow row(String method, int fold, int generated, int images) {
    Map<SegmentationFigure, Double> figures = new EnumMap<>(SegmentationFigure.class);
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      figures.put(figure, fold == 0 ? 0.75 : 0.25);
    }
    List<SegmentationRow.TestImage> measured = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      measured.add(
          new SegmentationRow.TestImage(
              "image", fold + "-" + i, List.of(new SegmentationFigures(figures))));
    }
    return new SegmentationRow(
        new SegmentationRow.Key(method, fold, 1),
        10,
        generated,
        Map.of("area", 10 - generated),
        measured);
  }

  private static SegmentationResults results(SegmentationRow ofSecondFold) {
    return SegmentationResults.of(
        List.of(
            row("real", 0, 0, 40), row("pig 1x", 0, 5, 40), row("real", 1, 0, 40), ofSecondFold));
  }

  private static Report report(SegmentationResults results) {
    return new BenefitReport(results, BOOTSTRAP, List.of("pig 1x"), true, SeenBefore.NO)
        .begin(Map.of())
        .build();
  }

  /** A warning among the facts alone is read by nobody. */
  @Test
  void almostEqualImagesLimitTheVerdict() {
    Report.Builder report =
        new BenefitReport(
                results(row("pig 1x", 1, 5, 40)), BOOTSTRAP, List.of("pig 1x"), true, SeenBefore.NO)
            .begin(Map.of(NearCopies.NAME, "told"));
    String summary = report.build().summary();
    assertTrue(summary.endsWith("this is too good (see Almost equal images below)."), summary);
  }

  @Test
  void aMeanOverOtherFoldsIsToldAndNotShaded() {
    SegmentationResults results = results(row("pig 1x", 1, 0, 0));
    Report report = report(results);
    String fewer =
        " Of fewer than the 80 groups, and so not to be compared with the other means: pig 1x on 40."
            + " Changes are of the groups that both rows have.";
    assertEquals(
        "Means over the folds that a row has, with intervals. Each row is a way to train the same"
            + " network."
            + fewer,
        report.sections().get(1).caption());
    assertFalse(report.html().contains("class=\"best\""), "the only whole row is no best one");
    assertTrue(BenefitTable.of(results, BOOTSTRAP).contains("intervals of 95 %." + fewer + "\n"));
  }

  @Test
  void wholeRowsAreCompared() {
    SegmentationResults results = results(row("pig 1x", 1, 5, 40));
    Report report = report(results);
    assertEquals(
        "Means over all folds, with intervals. Each row is a way to train the same network.",
        report.sections().get(1).caption());
    assertTrue(report.html().contains("class=\"best\""));
    assertFalse(BenefitTable.of(results, BOOTSTRAP).contains("fewer"));
  }
}
