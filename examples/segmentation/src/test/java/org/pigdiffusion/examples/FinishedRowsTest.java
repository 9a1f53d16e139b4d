package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.evaluation.SegmentationRow;

/** The second call asks for less than the first has finished. */
class FinishedRowsTest {
  @TempDir Path out;

  private void finished(String folder, String method, long seed) throws IOException {
    Path rows = Files.createDirectories(out.resolve(folder).resolve("rows"));
    Files.writeString(rows.resolve(new SegmentationRow.Key(method, 0, seed) + ".json"), "{}");
  }

  private void refused(String start, List<Double> ratios, int seeds, boolean both)
      throws IOException {
    FinishedRows rows = FinishedRows.in(out);
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> rows.requireKept(ratios, seeds, both));
    assertTrue(String.valueOf(fault.getMessage()).startsWith(start), fault::getMessage);
  }

  @Test
  void rowsThatAreThereAreNotLeftOut() throws IOException {
    FinishedRows.in(out).requireKept(List.of(4.0), 1, false);
    finished("", "real", 1);
    finished("", "pig 1x", 1);
    finished("", "pig 0.5x", 2);
    finished("no-augmentation", "real", 1);
    FinishedRows rows = FinishedRows.in(out);
    assertEquals(Set.of(0.5, 1.0), rows.ratios());
    rows.requireKept(List.of(4.0, 1.0, 0.5), 2, true);
    rows.requireKept(List.of(0.5, 1.0), 3, true);
    refused("--ratios: expected [0.5, 1.0] among them", List.of(1.0, 4.0), 2, true);
    refused("--no-pairs: expected without it", List.of(), 2, true);
    refused("--seeds: expected more", List.of(0.5, 1.0), 1, true);
    refused("--augmentation: expected BOTH", List.of(0.5, 1.0), 2, false);
  }
}
