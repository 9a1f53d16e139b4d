package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationFigures;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;

/** A call asks for less than an earlier one has written. */
class WantedRowsTest {
  @TempDir Path out;

  private static WantedRows rows(List<String> methods, int folds, int seeds) {
    return WantedRows.of(methods, folds, seeds, "--ratios and --compare", "--folds");
  }

  /** As the programs write them; a row without images has no line in the table. */
  private void write(WantedRows rows, String methodWithoutImages) throws IOException {
    Map<SegmentationFigure, Double> figures = new EnumMap<>(SegmentationFigure.class);
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      figures.put(figure, 0.5);
    }
    SegmentationRow.TestImage image =
        new SegmentationRow.TestImage("image", "group", List.of(new SegmentationFigures(figures)));
    SegmentationRow.TestImage other =
        new SegmentationRow.TestImage("other", "other", List.of(new SegmentationFigures(figures)));
    List<SegmentationRow> written =
        rows.keys().stream()
            .map(
                key ->
                    key.method().equals(methodWithoutImages)
                        ? new SegmentationRow(key, 8, 0, Map.of("empty mask", 4), List.of())
                        : new SegmentationRow(key, 8, 4, Map.of(), List.of(image, other)))
            .toList();
    SegmentationResults results = SegmentationResults.of(written);
    results.writeJson(out.resolve("results.json"), "real", Bootstrap.of(20, 1));
    results.writeCsv(out.resolve("results.csv"));
  }

  private String refusal(WantedRows rows) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> rows.requireAllOf(out)).getMessage());
  }

  @Test
  void writtenRowsAreNotLeftOut() throws IOException {
    List<String> methods = List.of("real, no augmentation", "real", "pig 0.5x", "pig 1x");
    rows(List.of("real"), 1, 1).requireAllOf(out); // nothing was written
    write(rows(methods, 2, 2), "none");
    rows(methods, 2, 2).requireAllOf(out);
    rows(List.of("real, no augmentation", "pig 4x", "pig 1x", "real", "pig 0.5x"), 3, 3)
        .requireAllOf(out);
    assertEquals(
        "--out: expected a call that has all rows of %s, found that it would leave out 8 of them,"
                .formatted(out.resolve("results.json"))
            + " such as 'real, no augmentation' (fold 0, seed 1), 'pig 0.5x' (fold 0, seed 1);"
            + " give --ratios and --compare as in the call that wrote them, or choose another"
            + " --out",
        refusal(rows(List.of("real", "pig 1x"), 2, 2)));
    String seeds = refusal(rows(methods, 2, 1));
    assertTrue(seeds.contains("leave out 8 of them"), seeds);
    assertTrue(seeds.contains("'real' (fold 0, seed 2)"), seeds);
    assertTrue(seeds.contains("; give --seeds as in"), seeds);
    assertTrue(refusal(rows(methods, 1, 2)).contains("; give --folds as in"));
    assertTrue(
        refusal(rows(List.of("real"), 1, 1))
            .contains("; give --ratios and --compare, --folds, --seeds as in"));
  }

  @Test
  void rowsOfWhichNoPairPassedAreNotLeftOut() throws IOException {
    WantedRows all = rows(List.of("real", "pig 1x"), 2, 1);
    write(all, "pig 1x");
    all.requireAllOf(out);
    String refusal = refusal(rows(List.of("real"), 2, 1));
    assertTrue(refusal.contains("leave out 2 of them, such as 'pig 1x' (fold 0"), refusal);
  }

  @Test
  void aTableThatWasCutHidesNoRow() throws IOException {
    write(rows(List.of("real", "pig 1x"), 1, 1), "none");
    Path table = out.resolve("results.csv");
    Files.write(table, Files.readAllLines(table).subList(0, 3));
    String refusal = refusal(rows(List.of("real"), 1, 1));
    assertTrue(refusal.contains("'pig 1x' (fold 0, seed 1)"), refusal);
  }

  @Test
  void aMethodThatIsThereTwiceIsRefused() {
    assertEquals(
        "--ratios and --compare: expected each method once, found 'pig 1x' twice",
        assertThrows(
                IllegalArgumentException.class,
                () -> rows(List.of("real", "pig 1x", "pig 1x"), 1, 1))
            .getMessage());
  }

  private void answerOn(Double... ratios) throws IOException {
    WantedRows.requireAnswerOf(out, "pig", List.of(ratios));
  }

  private String answerRefused(Double... ratios) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> answerOn(ratios)).getMessage());
  }

  @Test
  void theAnswerStaysOnItsRow() throws IOException {
    answerOn(4.0); // nothing was written
    Path file = out.resolve("results.json");
    Files.writeString(file, "{\"means\": {\"real\": {}, \"pig-given 2x\": {}}}");
    answerOn(4.0);
    for (String results :
        List.of(
            "{\"means\": {\"real\": {}, \"pig 1x\": {}, \"pig 2x\": {}}}",
            "{\"means\": {\"pig 1x unaugmented\": {}, \"pig 2x\": {}, \"pig 1x\": {}}}",
            "{\"answer\": \"pig 2x\", \"methods\": {\"pig 1x\": {}, \"pig 2x\": {}}}")) {
      Files.writeString(file, results);
      answerOn(1.0);
      answerOn(1.0, 4.0, 2.0);
      assertEquals(
          "--ratios: expected 1 as the first, on which the answer in %s is, found 0.5: an answer"
                  .formatted(file)
              + " that is chosen once the results are known looks better than it is; give --ratios"
              + " 1 first, others after it, or choose another --out",
          answerRefused(0.5, 1.0, 2.0));
      assertTrue(answerRefused(2.0, 1.0).contains("found 2:"), answerRefused(2.0, 1.0));
      assertTrue(answerRefused(10.0, 1.0).contains("found 10:"), answerRefused(10.0, 1.0));
    }
    for (String results : List.of("", "[]", "{", "{\"means\": []}")) {
      Files.writeString(file, results);
      String message = answerRefused(1.0);
      assertTrue(message.startsWith(file + ": expected the results"), message);
      assertTrue(message.endsWith("or choose another --out"), message);
    }
  }

  @Test
  void whatIsNoResultsIsRefused() throws IOException {
    WantedRows real = rows(List.of("real"), 1, 1);
    write(real, "none");
    Path file = out.resolve("results.json");
    String whole = Files.readString(file);
    Map<String, String> found =
        Map.of(
            "",
            "another text",
            "[]",
            "another text",
            whole.substring(0, whole.length() - 1),
            "another text, or a part of them",
            "{}",
            "no rows",
            "{\"rows\": {}}",
            "no rows",
            "{\"rows\": []}",
            "no rows",
            whole.replace("\"method\"", "\"name\""),
            "row 1 without a method, a fold and a seed",
            whole.replace("\"fold\": 0", "\"fold\": 0.5"),
            "row 1 without a method, a fold and a seed",
            whole.replace("\"rows\": [", "\"rows\": [1, "),
            "row 1 without a method, a fold and a seed");
    for (Map.Entry<String, String> each : found.entrySet()) {
      Files.writeString(file, each.getKey());
      String message = refusal(real);
      assertTrue(
          message.startsWith(file + ": expected the results of an earlier call, with its rows"),
          message);
      assertTrue(message.contains("found " + each.getValue() + "; move the file away"), message);
      assertTrue(message.endsWith("or choose another --out"), message);
    }
    Files.delete(file);
    rows(List.of("pig 1x"), 1, 1).requireAllOf(out);
  }
}
