package org.pigdiffusion.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.picture.Picture;

/** A report as one HTML page: what the template {@code report.mustache} is filled with. */
final class HtmlPage {
  private static final Template TEMPLATE = template();

  private HtmlPage() {}

  static String of(Report report) {
    return TEMPLATE.execute(
        Map.of(
            "title",
            report.title(),
            "summary",
            report.summary(),
            "sections",
            report.sections().stream().map(HtmlPage::section).toList()));
  }

  private static Template template() {
    try (InputStream stream = HtmlPage.class.getResourceAsStream("report.mustache")) {
      if (stream == null) {
        throw new IllegalStateException("report.mustache is missing beside HtmlPage.class");
      }
      Reader text = new InputStreamReader(stream, StandardCharsets.UTF_8);
      return Mustache.compiler().escapeHTML(true).emptyStringIsFalse(true).compile(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> section(ReportSection section) {
    return Map.of(
        "title",
        section.title(),
        "caption",
        section.caption(),
        "paragraphs",
        section instanceof Prose prose ? prose.paragraphs() : List.of(),
        "facts",
        section instanceof FactList list ? facts(list) : List.of(),
        "table",
        section instanceof FigureTable table ? List.of(table(table)) : List.of(),
        "curves",
        section instanceof FigureCurves curves ? List.of(curves(curves)) : List.of(),
        "pictures",
        section instanceof PictureGrid grid ? pictures(grid) : List.of());
  }

  private static List<Map<String, String>> facts(FactList list) {
    return list.facts().entrySet().stream()
        .map(fact -> Map.of("name", fact.getKey(), "value", fact.getValue()))
        .toList();
  }

  private static Map<String, Object> table(FigureTable table) {
    List<Map<String, String>> columns =
        table.columns().stream()
            .map(column -> Map.of("name", column.name(), "better", column.better().text()))
            .toList();
    boolean few = table.rows().stream().anyMatch(row -> few(table, row));
    boolean gaps =
        table.rows().stream().flatMap(row -> row.values().stream()).anyMatch(Optional::isEmpty);
    boolean marked =
        IntStream.range(0, columns.size())
            .anyMatch(i -> table.rows().stream().anyMatch(row -> table.isBest(i, row)));
    return Map.of(
        "columns",
        columns,
        "rows",
        table.rows().stream().map(row -> row(table, row)).toList(),
        "marked",
        marked,
        "leftOut",
        table.leavesOut(),
        "gaps",
        gaps,
        "few",
        few,
        "limit",
        table.few());
  }

  private static Map<String, Object> row(FigureTable table, FigureRow row) {
    List<Map<String, Object>> cells = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      Optional<Measured> value = row.values().get(i);
      FigureColumn column = table.columns().get(i);
      String text = value.map(column::text).orElse("–");
      int number = text.contains(" ") ? text.indexOf(' ') : text.length();
      cells.add(
          Map.of(
              "value",
              text.substring(0, number),
              "interval",
              text.substring(number).trim(),
              "best",
              table.isBest(i, row)));
    }
    return Map.of("name", row.name(), "count", row.count(), "few", few(table, row), "cells", cells);
  }

  /** Where nothing was measured, there is nothing of which few could be. */
  private static boolean few(FigureTable table, FigureRow row) {
    return row.count() > 0 && row.count() < table.few();
  }

  private static Map<String, Object> curves(FigureCurves curves) {
    return Map.of(
        "source", source(CurveDrawing.png(curves)), "width", CurveDrawing.WIDTH, "up", curves.up());
  }

  /** Those that belong together, and then the next ones. */
  private static List<List<Map<String, Object>>> pictures(PictureGrid grid) {
    List<Map<String, Object>> all =
        grid.pictures().stream().map(picture -> picture(picture, grid.scale())).toList();
    int together = grid.together();
    return IntStream.rangeClosed(0, (all.size() - 1) / together)
        .map(group -> group * together)
        .mapToObj(from -> all.subList(from, Math.min(from + together, all.size())))
        .toList();
  }

  private static Map<String, Object> picture(PictureGrid.Captioned captioned, int scale) {
    Picture picture = captioned.picture();
    return Map.of(
        "source",
        source(png(picture)),
        "width",
        picture.width() * scale,
        "caption",
        captioned.caption());
  }

  private static byte[] png(Picture picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      picture.writePng(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The picture itself, in place of an address. */
  private static String source(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
