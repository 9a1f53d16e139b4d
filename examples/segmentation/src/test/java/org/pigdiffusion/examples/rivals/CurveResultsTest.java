package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationFigures;
import org.pigdiffusion.evaluation.SegmentationRow;

class CurveResultsTest {
  private static CurveResults.DrawRow row(String method, int draw, double dice) {
    Map<SegmentationFigure, Double> figures = new EnumMap<>(SegmentationFigure.class);
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      figures.put(figure, dice);
    }
    return new CurveResults.DrawRow(
        new ImageDraws.Draw(8, draw),
        new SegmentationRow(
            new SegmentationRow.Key(method, 0, 1),
            8,
            0,
            Map.of(),
            List.of(
                new SegmentationRow.TestImage(
                    "image", "group", new SegmentationFigures(figures)))));
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
}
