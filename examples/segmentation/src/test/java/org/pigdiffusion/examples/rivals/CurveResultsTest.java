package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationFigures;
import org.pigdiffusion.evaluation.SegmentationRow;

class CurveResultsTest {
  private static CurveResults.DrawRow row(String method, int draw, double dice) {
    return row(method, 8, draw, dice);
  }

  private static CurveResults.DrawRow row(String method, int images, int draw, double dice) {
    Map<SegmentationFigure, Double> figures = new EnumMap<>(SegmentationFigure.class);
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      figures.put(figure, dice);
    }
    return new CurveResults.DrawRow(
        new ImageDraws.Draw(images, draw),
        new SegmentationRow(
            new SegmentationRow.Key(method, 0, 1),
            8,
            0,
            Map.of(),
            List.of(
                new SegmentationRow.TestImage(
                    "image", "group", List.of(new SegmentationFigures(figures))))));
  }

  /** Two draws far apart have an interval of Student's that is wider than all shares. */
  @Test
  void intervalsOfADiceEndWhereADiceEnds() {
    List<CurveResults.DrawRow> rows = new ArrayList<>();
    rows.add(row("real", 1, 0.2));
    rows.add(row("real", 2, 0.8));
    rows.add(row("pig 1x", 1, 0.1));
    rows.add(row("pig 1x", 2, 0.9));
    CurveResults results = new CurveResults(List.of(8), rows);
    assertEquals(new Measured(0.5, 0, 1), results.curve("real").get(8));
    Measured change = results.change("pig 1x").get(8);
    assertTrue(change != null && change.low() < -1, "a change is no share");
  }

  @Test
  void aChangeStandsOnTheDrawsInWhichBothWereMeasured() {
    List<CurveResults.DrawRow> rows = new ArrayList<>();
    for (int draw = 1; draw <= 3; draw++) {
      rows.add(row("real", 8, draw, 0.2));
      rows.add(row("real", 16, draw, 0.2));
      rows.add(row("pig 1x", 8, draw, 0.3));
    }
    rows.add(row("pig 1x", 16, 1, 0.3));
    rows.add(row("pig 1x", 16, 2, 0.3));
    assertEquals(2, new CurveResults(List.of(8, 16), rows).fewestDraws("pig 1x"));
    assertEquals(3, new CurveResults(List.of(8), rows).fewestDraws("pig 1x"));
    assertEquals(0, new CurveResults(List.of(8), rows).fewestDraws("pig 2x"));
  }

  /**
   * Dice of phantoms in three draws of 8, 16, 32 and 64 images, of docs/results/how-many-images;
   * the expected values were worked out of these numbers with Python's statistics and Student's
   * 4.302652729911275.
   */
  @Test
  void theChangeOverAllNumbersIsThatOfEachDrawsMean() {
    double[][] real = {
      {0.4742, 0.3893, 0.4342},
      {0.4637, 0.4637, 0.4945},
      {0.5158, 0.5585, 0.5838},
      {0.5999, 0.6247, 0.5716}
    };
    double[][] pig = {
      {0.4947, 0.4214, 0.5095},
      {0.5151, 0.4920, 0.5597},
      {0.5850, 0.6160, 0.6030},
      {0.6523, 0.6198, 0.5971}
    };
    List<CurveResults.DrawRow> rows = new ArrayList<>();
    List<Integer> counts = List.of(8, 16, 32, 64);
    for (int n = 0; n < 4; n++) {
      for (int draw = 0; draw < 3; draw++) {
        rows.add(row("real", counts.get(n), draw + 1, real[n][draw]));
        rows.add(row("pig 2x", counts.get(n), draw + 1, pig[n][draw]));
      }
    }
    Measured change = new CurveResults(counts, rows).meanChange("pig 2x").orElseThrow();
    assertEquals(0.040975000, change.value(), 1e-8);
    assertEquals(0.013478319, change.low(), 1e-8);
    assertEquals(0.068471681, change.high(), 1e-8);
  }

  @Test
  void drawsThatLackANumberHaveNoSayOverAllNumbers() {
    List<CurveResults.DrawRow> rows = new ArrayList<>();
    for (int draw = 1; draw <= 3; draw++) {
      rows.add(row("real", 8, draw, 0.5));
      rows.add(row("real", 16, draw, 0.5));
      rows.add(row("pig 1x", 8, draw, 0.5 + draw / 100.0));
    }
    CurveResults none = new CurveResults(List.of(8, 16), List.copyOf(rows));
    assertEquals(Optional.empty(), none.meanChange("pig 1x"));
    rows.add(row("pig 1x", 16, 1, 0.53));
    CurveResults one = new CurveResults(List.of(8, 16), List.copyOf(rows));
    assertEquals(Optional.empty(), one.meanChange("pig 1x"), "one draw has no interval");
    rows.add(row("pig 1x", 16, 3, 0.53));
    Measured two = new CurveResults(List.of(8, 16), rows).meanChange("pig 1x").orElseThrow();
    // Draws 1 and 3: means of 1 and 3, and of 3 and 3 points.
    assertEquals(0.025, two.value(), 1e-12);
  }
}
