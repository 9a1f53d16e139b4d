package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;

class SegmentationResultsTest {
  private static final Bootstrap BOOTSTRAP = Bootstrap.of(200, 1);

  @TempDir Path folder;

  private static SegmentationRow.TestImage image(String name, String group, double value) {
    return image(name, group, new double[] {value});
  }

  /** An image with a figure of each class. */
  private static SegmentationRow.TestImage image(String name, String group, double... ofClasses) {
    return new SegmentationRow.TestImage(
        name,
        group,
        DoubleStream.of(ofClasses)
            .mapToObj(value -> SegmentationFigures.each(f -> value))
            .toList());
  }

  private static SegmentationRow row(
      String method, int fold, long seed, SegmentationRow.TestImage... images) {
    return new SegmentationRow(
        new SegmentationRow.Key(method, fold, seed), 10, 5, Map.of("area", 1), List.of(images));
  }

  private static List<SegmentationRow> rows() {
    return List.of(
        row("real", 0, 1, image("a1", "a", 0.2), image("a2", "a", 0.4), image("b", "b", 0.6)),
        row("real", 0, 2, image("a1", "a", 0.4), image("a2", "a", 0.6), image("b", "b", 0.8)),
        row("1x", 0, 1, image("a1", "a", 0.3), image("a2", "a", 0.5), image("b", "b", 0.7)));
  }

  @Test
  void aGroupCountsOnceAndDifferencesArePaired() {
    SegmentationResults results = SegmentationResults.of(rows());
    assertEquals(List.of("real", "1x"), results.methods());
    // Groups: a (0.2 + 0.4 + 0.4 + 0.6) / 4 = 0.4, b 0.7.
    Measured mean = results.mean("real", BOOTSTRAP).get(SegmentationFigure.DICE);
    assertEquals(0.55, mean.value(), 1e-12);
    // Seed 2 has no 1x, so it has no say: 0.1 everywhere.
    Measured difference = results.difference("1x", "real", BOOTSTRAP).get(SegmentationFigure.DICE);
    assertEquals(0.1, difference.value(), 1e-12);
    assertEquals(0.1, difference.low(), 1e-12);
    assertEquals(0.1, difference.high(), 1e-12);
  }

  @Test
  void aSeedHasResultsOfItsOwn() {
    SegmentationResults results = SegmentationResults.of(rows());
    assertEquals(List.of(1L, 2L), results.seeds());
    SegmentationResults second = results.ofSeed(2);
    assertEquals(List.of("real"), second.methods());
    assertEquals( // a 0.5, b 0.8
        0.65, second.mean("real", BOOTSTRAP).get(SegmentationFigure.DICE).value(), 1e-12);
    assertTrue(
        String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> results.ofSeed(3)).getMessage())
            .startsWith("seed: expected one of [1, 2], found 3"));
  }

  @Test
  void cropsOfOnePictureEachHaveTheirSay() {
    SegmentationResults results =
        SegmentationResults.of(
            List.of(
                row("real", 0, 1, image("a", "a", 0.2), image("a", "a", 0.6), image("b", "b", 0.6)),
                row("1x", 0, 1, image("a", "a", 0.4), image("a", "a", 0.6), image("b", "b", 0.6))));
    SegmentationFigure dice = SegmentationFigure.DICE;
    assertEquals(0.5, results.mean("real", BOOTSTRAP).get(dice).value(), 1e-12);
    assertEquals(0.05, results.difference("1x", "real", BOOTSTRAP).get(dice).value(), 1e-12);
  }

  @Test
  void isWrittenAsCsvAndJson() throws IOException {
    SegmentationResults results = SegmentationResults.of(rows());
    results.writeCsv(folder.resolve("rows.csv"));
    List<String> lines = Files.readAllLines(folder.resolve("rows.csv"));
    assertEquals(10, lines.size());
    assertTrue(
        lines
            .get(0)
            .startsWith(
                "method,fold,seed,real_pairs,generated_pairs,rejected_pairs,image,group,dice,iou,"));
    assertTrue(lines.get(9).startsWith("1x,0,1,10,5,1,b,b,0.7,0.7,"), lines.get(9));
    results.writeJson(folder.resolve("results.json"), "real", BOOTSTRAP);
    JsonObject json =
        JsonParser.parseString(Files.readString(folder.resolve("results.json"))).getAsJsonObject();
    assertEquals(3, json.getAsJsonArray("rows").size());
    assertEquals(2, json.get("groups").getAsInt());
    assertEquals(0.1, gain(json), 1e-12);
  }

  private static List<SegmentationRow> rowsOfTwoClasses() {
    return List.of(
        row("real", 0, 1, image("a", "a", 0.8, 0.2), image("b", "b", 0.6, 0)),
        row("1x", 0, 1, image("a", "a", 0.7, 0.4), image("b", "b", 0.7, 0.4)));
  }

  @Test
  void ofSeveralClassesTheMeanStandsForAnImageAndEachIsThere() {
    SegmentationResults results = SegmentationResults.of(rowsOfTwoClasses());
    assertEquals(2, results.classes());
    SegmentationFigure dice = SegmentationFigure.DICE;
    assertEquals(0.4, results.mean("real", BOOTSTRAP).get(dice).value(), 1e-12);
    assertEquals(0.15, results.difference("1x", "real", BOOTSTRAP).get(dice).value(), 1e-12);
    SegmentationResults second = results.ofClass(2);
    assertEquals(1, second.classes());
    assertEquals(0.7, results.ofClass(1).mean("real", BOOTSTRAP).get(dice).value(), 1e-12);
    assertEquals(0.1, second.mean("real", BOOTSTRAP).get(dice).value(), 1e-12);
    assertEquals(0.3, second.difference("1x", "real", BOOTSTRAP).get(dice).value(), 1e-12);
    assertEquals(
        "number: expected a class in [1,2], found 3",
        assertThrows(IllegalArgumentException.class, () -> results.ofClass(3)).getMessage());
  }

  @Test
  void eachClassIsWrittenAsCsvAndJson() throws IOException {
    SegmentationResults results = SegmentationResults.of(rowsOfTwoClasses());
    Path file = folder.resolve("rows.csv");
    results.writeCsv(file);
    List<String> lines = Files.readAllLines(file);
    assertEquals(5, lines.size(), "a line for each image");
    List<String> names = List.of(lines.get(0).split(",", -1));
    List<String> first = List.of(lines.get(1).split(",", -1));
    assertEquals(names.size(), first.size());
    assertEquals("0.5", first.get(names.indexOf("dice")));
    assertEquals("0.8", first.get(names.indexOf("class1_dice")));
    assertEquals("0.2", first.get(names.indexOf("class2_boundary_iou")));

    results.writeJson(file, "real", BOOTSTRAP);
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals(2, json.get("classes").getAsInt());
    assertEquals(0.15, gain(json), 1e-12);
    assertEquals(0.3, gain(json.getAsJsonObject("ofClasses").getAsJsonObject("2")), 1e-12);
  }

  private static double gain(JsonObject compared) {
    return compared
        .getAsJsonObject("differences")
        .getAsJsonObject("1x")
        .getAsJsonObject("DICE")
        .get("value")
        .getAsDouble();
  }

  @Test
  void rowsOfOtherClassesAreNotMixed() {
    List<SegmentationRow> mixed = List.of(rowsOfTwoClasses().get(0), rows().get(2));
    assertEquals(
        "rows: expected the figures of equally many classes in each, found [1, 2]",
        assertThrows(IllegalArgumentException.class, () -> SegmentationResults.of(mixed))
            .getMessage());
    SegmentationRow.TestImage one = image("a", "a", 0.5);
    SegmentationRow.TestImage two = image("b", "b", 0.5, 0.5);
    assertThrows(IllegalArgumentException.class, () -> row("real", 0, 1, one, two));
    assertThrows(IllegalArgumentException.class, () -> image("a", "a", new double[0]));
  }

  /** Files of before the figures of each class have no {@code ofClasses}. */
  @Test
  void aRowOfBeforeIsReadAsOfOneClass() throws IOException {
    Path file = folder.resolve("row.json");
    SegmentationRow row = rows().get(0);
    row.write(file);
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    json.getAsJsonArray("images")
        .forEach(image -> assertNotNull(image.getAsJsonObject().remove("ofClasses")));
    Files.writeString(file, json.toString());
    assertEquals(row, SegmentationRow.read(file));

    json.getAsJsonArray("images").get(0).getAsJsonObject().add("ofClasses", new JsonArray());
    Files.writeString(file, json.toString());
    assertThrows(BackendException.class, () -> SegmentationRow.read(file));
  }

  @Test
  void figuresThatAreNotTheMeansOverTheClassesAreRefused() throws IOException {
    Path file = folder.resolve("row.json");
    rowsOfTwoClasses().get(0).write(file);
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"DICE\": 0.5", "\"DICE\": 0.75"));
    String refusal =
        String.valueOf(
            assertThrows(BackendException.class, () -> SegmentationRow.read(file)).getMessage());
    assertTrue(refusal.contains("figures: expected the means over the 2 classes"), refusal);
  }

  @Test
  void aRowIsReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("row.json");
    for (SegmentationRow row :
        List.of(rows().get(0), rowsOfTwoClasses().get(0), rowsOfTwoClasses().get(1))) {
      row.write(file);
      assertEquals(row, SegmentationRow.read(file));
    }
    for (String damaged : List.of("", "[]", "{}", "null", "{\"key\":{\"fold\":1}}")) {
      Files.writeString(file, damaged);
      assertThrows(BackendException.class, () -> SegmentationRow.read(file), damaged);
    }
  }

  @Test
  void aMethodOfWhichNoPairPassedHasNoFigures() throws IOException {
    SegmentationRow.Key key = new SegmentationRow.Key("1x", 0, 1);
    SegmentationRow empty = new SegmentationRow(key, 10, 0, Map.of("empty mask", 10), List.of());
    SegmentationRow real = row("real", 0, 1, image("a", "a", 0.5), image("b", "b", 0.6));
    SegmentationResults results = SegmentationResults.of(List.of(real, empty));
    assertEquals(Map.of(), results.mean("1x", BOOTSTRAP));
    assertEquals(Map.of(), results.difference("1x", "real", BOOTSTRAP));
    assertEquals(Set.of(), results.groups("1x"));
    assertEquals(0.55, results.mean("real", BOOTSTRAP).get(SegmentationFigure.DICE).value(), 1e-12);
    Path file = folder.resolve("results.json");
    results.writeJson(file, "real", BOOTSTRAP);
    assertTrue(Files.readString(file).contains("\"empty mask\": 10"));
  }

  @Test
  void rowsOfOneKeyAndSingleGroupsAreRefused() {
    List<SegmentationRow> twice = new ArrayList<>(rows());
    twice.add(rows().get(0));
    assertThrows(IllegalArgumentException.class, () -> SegmentationResults.of(twice));
    SegmentationResults one =
        SegmentationResults.of(List.of(row("real", 0, 1, image("a", "a", 0.5))));
    assertThrows(IllegalArgumentException.class, () -> one.mean("real", BOOTSTRAP));
  }

  @Test
  void anUnknownMethodIsRefusedByName() {
    SegmentationResults results = SegmentationResults.of(rows());
    assertEquals(
        "method: expected one of [real, 1x], found 'nope'",
        assertThrows(
                IllegalArgumentException.class, () -> results.difference("nope", "real", BOOTSTRAP))
            .getMessage());
    assertEquals(
        "than: expected one of [real, 1x], found 'nope'",
        assertThrows(
                IllegalArgumentException.class, () -> results.difference("1x", "nope", BOOTSTRAP))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> results.mean("nope", BOOTSTRAP));
  }
}
