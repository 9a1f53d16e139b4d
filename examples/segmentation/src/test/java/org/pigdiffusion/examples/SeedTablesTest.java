package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationFigures;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.report.FigureColumn;
import org.pigdiffusion.report.FigureRow;
import org.pigdiffusion.report.FigureTable;

class SeedTablesTest {
  private static SegmentationRow row(String method, long seed, double dice) {
    SegmentationFigures figures =
        new SegmentationFigures(
            Maps.toMap(Arrays.asList(SegmentationFigure.values()), figure -> dice));
    List<SegmentationRow.TestImage> images =
        IntStream.range(0, 4)
            .mapToObj(
                i -> new SegmentationRow.TestImage("image " + i, "group " + i, List.of(figures)))
            .toList();
    return new SegmentationRow(new SegmentationRow.Key(method, 0, seed), 10, 10, Map.of(), images);
  }

  private static SeedTables tables(SegmentationRow... rows) {
    return new SeedTables(SegmentationResults.of(List.of(rows)), Bootstrap.of(50, 1));
  }

  @Test
  void eachSeedHasAColumnAndAllHaveStudentsInterval() {
    FigureTable table =
        tables(
                row("real", 1, 0.5),
                row("pig 1x", 1, 0.6),
                row("pig 2x", 1, 0.4),
                row("real", 2, 0.5),
                row("pig 1x", 2, 0.7))
            .of("real")
            .orElseThrow();
    assertEquals(
        List.of("Dice, seed 1, points", "Dice, seed 2, points", "Dice, over the seeds, points"),
        table.columns().stream().map(FigureColumn::name).toList());
    FigureRow once = table.rows().get(0);
    assertEquals("pig 1x", once.name());
    assertEquals(0.1, once.values().get(0).orElseThrow().value(), 1e-9);
    assertEquals(0.2, once.values().get(1).orElseThrow().value(), 1e-9);
    assertEquals(0.15, once.values().get(2).orElseThrow().value(), 1e-9);
    // 0.15 - 12.706 * 0.0707 / sqrt(2), of Student's table with one degree of freedom.
    assertEquals(0.15 - 0.6353, once.values().get(2).orElseThrow().low(), 1e-3);
    FigureRow twice = table.rows().get(1);
    assertEquals("pig 2x", twice.name());
    assertEquals(-0.1, twice.values().get(0).orElseThrow().value(), 1e-9);
    assertEquals(List.of(Optional.empty(), Optional.empty()), twice.values().subList(1, 3));
  }

  @Test
  void oneSeedHasNoTableButADoubt() {
    SeedTables one = tables(row("real", 1, 0.5), row("pig 1x", 1, 0.6));
    assertEquals(Optional.empty(), one.of("real"));
    assertTrue(one.doubt().contains("--seeds 3 trains each three times"), one.doubt());
    SeedTables two = tables(row("real", 1, 0.5), row("real", 2, 0.6));
    assertEquals(Optional.empty(), two.of("real"), "nothing to compare");
    assertEquals("", two.doubt());
  }
}
