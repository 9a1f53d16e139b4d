package org.pigdiffusion.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.evaluation.Measured;

class ReportTest {
  @TempDir Path folder;

  @Test
  void eachFileOfTheFolderIsNamed() throws IOException {
    Examples.report().write(folder.resolve("new/report"));
    try (Stream<Path> files = Files.list(folder.resolve("new/report"))) {
      assertEquals(
          List.of("held-out-patients.csv", "report.html", "report.json"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void thePageEscapesTextAndFetchesNothing() {
    String html = Examples.report().html();
    assertTrue(html.contains("Do generated pairs help? &lt;made up&gt;"), html.substring(0, 300));
    assertTrue(html.contains("real, &quot;generated&quot;"));
    assertFalse(html.contains("http"), "an address");
    assertFalse(html.contains("<script"), "a script");
  }

  @Test
  void thePageSaysWhatIsBetterBestAndFew() {
    String html = Examples.report().html();
    assertTrue(html.contains("<th>Dice, %<small>higher is better</small></th>"));
    assertTrue(html.contains("<th>HD95, pixels<small>lower is better</small></th>"));
    assertTrue(html.contains("<th>masks</th>"));
    assertTrue(html.contains("<td class=\"best\">60.5<small>(54.5 to 66.6)</small></td>"));
    assertTrue(html.contains("<td class=\"best\">3.500<small>(3.150 to 3.850)</small></td>"));
    assertTrue(html.contains("Shaded"));
    assertTrue(html.contains("<td>52.4<small>(47.1 to 57.6)</small></td>"));
    assertTrue(html.contains("<td class=\"warning\">12 *</td>"));
    assertTrue(html.contains("* fewer than 30"));
    assertTrue(html.contains("<td>–</td>"));
    assertTrue(html.contains("A dash: not measured."));
  }

  /** They were the keys of the model file, such as {@code pig.prediction}. */
  @Test
  void thePageTellsModelsInWords() {
    String html = Examples.report().html();
    assertTrue(html.contains("<dt>trained for</dt><dd>3,000 steps of 8 pairs</dd>"));
    assertTrue(html.contains("<dt>predicts</dt><dd>noise, which was added"));
    assertFalse(html.contains("<dt>pig."), "a key of the model file");
  }

  /** No generated pair had passed the filter in a fold, and the mean over the others was shaded. */
  @Test
  void aRowOfASmallerCountIsNotTheBest() {
    List<FigureColumn> columns =
        List.of(FigureColumn.of("Dice", Better.HIGHER), FigureColumn.of("HD95", Better.LOWER));
    Measured bad = new Measured(1, 1, 1);
    Measured good = new Measured(2, 2, 2);
    FigureRow less = FigureRow.of("fewer", 48, List.of(good, bad));
    FigureRow none = new FigureRow("none", 70, List.of(Optional.empty(), Optional.empty()));
    FigureRow other = FigureRow.of("other", 60, List.of(bad, good));
    String left = "Never shaded: a row of a smaller count";

    FigureRow whole = FigureRow.of("whole", 60, List.of(bad, good));
    String html = page(new FigureTable("t", "", columns, List.of(whole, less, none, other)));
    assertEquals(4, html.split("class=\"best\"", -1).length - 1, html);
    assertTrue(html.contains("<tr><td>fewer</td><td>48</td><td>2.000<small>"), html);
    assertTrue(html.contains(left));

    String alone = page(new FigureTable("t", "", columns, List.of(whole, less)));
    assertFalse(alone.contains("class=\"best\""), "one row alone is no best one");
    assertTrue(alone.contains(left));

    assertFalse(
        page(new FigureTable("t", "", columns, List.of(whole, none, other))).contains(left));
  }

  private static String page(FigureTable table) {
    return Report.builder("t").add(table).build().html();
  }

  @Test
  void intervalsThatAreRightForFewAreNotMarked() {
    FigureTable table =
        new FigureTable(
            "Two draws",
            "",
            List.of(FigureColumn.of("Dice", Better.HIGHER)),
            List.of(FigureRow.of("real", 2, List.of(new Measured(1, 1, 1)))),
            0);
    String html = Report.builder("t").add(table).build().html();
    assertFalse(html.contains("fewer than"));
    assertFalse(html.contains("2 *"));
  }

  /** Such a row was marked as one of few, and the page said that its interval is too narrow. */
  @Test
  void whatWasNotMeasuredIsNotMarkedAsFew() {
    FigureTable table =
        new FigureTable(
            "No pair passed",
            "",
            List.of(FigureColumn.of("Dice", Better.HIGHER)),
            List.of(new FigureRow("pig", 0, List.of(Optional.empty()))));
    String html = Report.builder("t").add(table).build().html();
    assertTrue(html.contains("<td>0</td>"), html);
    assertFalse(html.contains("fewer than"));
  }

  @Test
  void ofChangesTheSideIsToldAndNoneIsTheBest() {
    FigureTable table =
        new FigureTable(
            "Change",
            "",
            List.of(
                new FigureColumn("Dice, points", Better.ABOVE_ZERO, 100, 1),
                new FigureColumn("HD95, pixels", Better.BELOW_ZERO, 1, 1)),
            List.of(
                FigureRow.of("a", 40, List.of(new Measured(0, -1, 1), new Measured(1, -1, 2))),
                FigureRow.of("b", 40, List.of(new Measured(1, -1, 2), new Measured(0, -1, 1)))));
    String html = Report.builder("t").add(table).build().html();
    assertTrue(html.contains("<th>Dice, points<small>above 0 is better</small></th>"));
    assertTrue(html.contains("<th>HD95, pixels<small>below 0 is better</small></th>"));
    assertFalse(html.contains("class=\"best\""));
  }

  @Test
  void enoughImagesGiveNoWarning() {
    FigureTable table =
        new FigureTable(
            "Enough",
            "",
            List.of(FigureColumn.of("Dice", Better.HIGHER)),
            List.of(FigureRow.of("real", FigureTable.FEW, List.of(new Measured(1, 1, 1)))));
    String html = Report.builder("t").add(table).build().html();
    assertFalse(html.contains("fewer than"));
    assertFalse(html.contains("class=\"best\""), "one row alone is no best one");
  }

  @Test
  void jsonHoldsTheNumbersThatHeadsSay() {
    JsonObject json = JsonParser.parseString(Examples.report().json()).getAsJsonObject();
    JsonObject table = json.getAsJsonArray("sections").get(1).getAsJsonObject();
    assertEquals("table", table.get("kind").getAsString());
    JsonObject row = table.getAsJsonArray("rows").get(0).getAsJsonObject();
    assertEquals(
        52.36, row.getAsJsonArray("values").get(0).getAsJsonObject().get("value").getAsDouble());
    assertTrue(
        table
            .getAsJsonArray("rows")
            .get(2)
            .getAsJsonObject()
            .getAsJsonArray("values")
            .get(0)
            .isJsonNull());
  }

  @Test
  void csvHoldsTheNumbersThatHeadsSay() throws IOException {
    Examples.report().write(folder);
    try (CSVParser csv =
        CSVParser.parse(
            Files.readString(folder.resolve("held-out-patients.csv")),
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
      List<CSVRecord> rows = csv.getRecords();
      assertEquals("real, \"generated\"", rows.get(1).get("row"));
      assertEquals(60.54, Double.parseDouble(rows.get(1).get("Dice, %")));
      assertEquals("", rows.get(2).get("Dice, % low"));
    }
  }

  @Test
  void couplesStayTogether() {
    List<PictureGrid.Captioned> three = Examples.pictures().pictures().subList(0, 3);
    PictureGrid couples = new PictureGrid("Couples", "", 1, three, 2);
    String html = Report.builder("t").add(couples).build().html();
    List<Integer> groups =
        Arrays.stream(html.split("<div class=\"together\">", -1))
            .skip(1)
            .map(group -> group.split("<figure>", -1).length - 1)
            .toList();
    assertEquals(List.of(2, 1), groups);
  }

  @Test
  void sectionsOfOneTitleAreRefused() {
    Report.Builder builder = Report.builder("t").add(Examples.table()).add(Examples.table());
    String message = assertThrows(IllegalArgumentException.class, builder::build).getMessage();
    assertTrue(message.contains("Held-out patients"), message);
  }

  @Test
  void whatIsNotANumberIsRefused() {
    List<Measured> values = List.of(new Measured(Double.NaN, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> FigureRow.of("row", 3, values));
  }

  @Test
  void rowsOfAnotherLengthAreRefused() {
    FigureRow row = FigureRow.of("short", 3, List.of());
    List<FigureColumn> columns = List.of(FigureColumn.of("Dice", Better.HIGHER));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new FigureTable("t", "", columns, List.of(row)))
            .getMessage();
    assertEquals("row short: expected 1 values, one for each column, found 0", message);
  }

  @Test
  void pointsOutOfOrderAreRefused() {
    FigureCurves.Point point = new FigureCurves.Point(1, new Measured(1, 1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new FigureCurves.Line("line", List.of(point, point)));
  }
}
