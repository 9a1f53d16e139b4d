package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityTableTest {
  private static final RowFigures DEAR =
      row("ddim:50", Optional.of(new RowFigures.Cost(100, 2, 1, 3, 1)), 0.10);
  private static final RowFigures CHEAP =
      row("unipc:10", Optional.of(new RowFigures.Cost(20, 0.5, 0.4, 0.6, 2)), 0.1005);
  private static final RowFigures BAD =
      row("unipc:2", Optional.of(new RowFigures.Cost(4, 0.1, 0.1, 0.1, 1)), 0.2);
  private static final RowFigures REAL = row("real pairs", Optional.empty(), 0.01);

  @TempDir Path folder;

  /** A distance of mask areas with an interval of 0.001 to each side. */
  private static RowFigures row(String name, Optional<RowFigures.Cost> cost, double area) {
    Measured measured = new Measured(area, area - 0.001, area + 0.001);
    return new RowFigures(
        name, cost, new PairQuality(8, 8, ImmutableMap.of(Quantity.MASK_AREA_DISTANCE, measured)));
  }

  private static QualityTable table() {
    return new QualityTable(
        List.of(DEAR, CHEAP, BAD, REAL), "ddim:50", "", List.of("Made by hand."));
  }

  @Test
  void markdownByHand() {
    List<String> lines = table().markdown().lines().toList();
    assertEquals(
        List.of(
            "| row | U-Net calls a pair | seconds a pair | mask area, W1, % of image |",
            "|---|---|---|---|",
            "| `ddim:50` | 100.0 | 2.000 (1.000 to 3.000) | **10.00 (9.90 to 10.10)** |",
            "| `unipc:10` | 20.0 | 0.500 (0.400 to 0.600)* | **10.05 (9.95 to 10.15)** |",
            "| `unipc:2` | 4.0 | 0.100 (0.100 to 0.100) | 20.00 (19.90 to 20.10) |",
            "| `real pairs` |  |  | **1.00 (0.90 to 1.10)** |",
            "",
            "- Made by hand.",
            "- Bold: as good as ddim:50, that is within its interval or better."),
        lines.subList(0, 9));
  }

  @Test
  void csvByHand() {
    List<String> lines = table().csv().lines().toList();
    assertEquals(
        "row,pairs,frechet_pairs,calls,seconds,sessions,mask_area_distance,"
            + "mask_area_distance_low,mask_area_distance_high",
        lines.get(0));
    assertEquals("unipc:2,8,8,4.0,0.1,1,0.2,0.199,0.201", lines.get(3));
    assertTrue(lines.get(4).startsWith("real pairs,8,8,"), lines.get(4));
  }

  @Test
  void bothAreWrittenAndNoDraftIsLeft() throws IOException {
    Path run = folder.resolve("run");
    table().write(run);
    table().write(run);
    assertEquals(table().markdown(), Files.readString(run.resolve("table.md")));
    assertEquals(table().csv(), Files.readString(run.resolve("table.csv")));
    try (Stream<Path> files = Files.list(run)) {
      assertEquals(2, files.count());
    }
  }

  @Test
  void aTableWithoutRowsIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new QualityTable(List.of(), "ddim:50", "", List.of()));
  }

  @Test
  void aRowOfOtherQuantitiesIsRefused() {
    RowFigures other =
        new RowFigures("other", Optional.empty(), new PairQuality(8, 8, ImmutableMap.of()));
    QualityTable table = new QualityTable(List.of(DEAR, other), "ddim:50", "", List.of());
    IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, table::markdown);
    assertEquals(
        "rows: expected MASK_AREA_DISTANCE measured of every row, found none of other",
        fault.getMessage());
  }
}
