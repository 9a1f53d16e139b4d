package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.phantom.BreastPhantom;

class QualityCacheTest {
  private static final PairSet REFERENCE = PairSet.of(BreastPhantom.of(6, 1, 16));
  private static final PairSet PAIRS = PairSet.of(BreastPhantom.of(4, 2, 16));

  @TempDir Path folder;
  private int opened;

  private QualityCache cache(PairSet reference, String settings) {
    return new QualityCache(
        folder,
        reference,
        settings,
        () -> {
          opened++;
          return PairComparison.builder().against(reference);
        });
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void whatWasMeasuredIsNotMeasuredAgain() throws IOException {
    PairQuality first = cache(REFERENCE, "a").measure(PAIRS);
    assertEquals(1, opened);
    assertEquals(first, cache(REFERENCE, "a").measure(PAIRS));
    assertEquals(1, opened);
    assertEquals(PairComparison.builder().against(REFERENCE).measure(PAIRS), first);
    assertEquals(1, files().size());
  }

  @Test
  void theComparisonIsMadeOnceForSeveralSets() throws IOException {
    QualityCache cache = cache(REFERENCE, "a");
    cache.measure(PAIRS);
    cache.measure(PAIRS.slice(0, 3));
    assertEquals(1, opened);
  }

  @Test
  void otherPairsReferencesAndSettingsAreNotConfused() throws IOException {
    cache(REFERENCE, "a").measure(PAIRS);
    cache(REFERENCE, "b").measure(PAIRS);
    cache(REFERENCE.slice(0, 5), "a").measure(PAIRS);
    cache(REFERENCE, "a").measure(PAIRS.slice(0, 3));
    cache(PAIRS, "a").measure(REFERENCE);
    assertEquals(5, opened);
    assertEquals(5, files().size());
  }

  @Test
  void aFileOfSomethingElseIsReportedByName() throws IOException {
    cache(REFERENCE, "a").measure(PAIRS);
    Path file = files().get(0);
    String whole = Files.readString(file);
    for (String other :
        List.of(
            "",
            "no json",
            "[]",
            "{}",
            "{\"pairs\": 4, \"frechetPairs\": 4, \"quantities\": {\"ALIGNMENT\": null}}",
            "{\"pairs\": 4, \"frechetPairs\": 4, \"quantities\": {\"BEAUTY\": {}}}",
            whole.replace("\"pairs\": 4", "\"pairs\": 5"))) {
      Files.writeString(file, other);
      QualityCache cache = cache(REFERENCE, "a");
      BackendException fault =
          assertThrows(BackendException.class, () -> cache.measure(PAIRS), other);
      String message = String.valueOf(fault.getMessage());
      assertTrue(message.startsWith(file + ": expected what was measured of 4 pairs"), message);
    }
  }
}
