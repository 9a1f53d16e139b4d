package org.pigdiffusion.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pigdiffusion.evaluation.Measured;

/** A report as JSON. */
final class ReportJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private ReportJson() {}

  static String of(Report report) {
    JsonObject whole = new JsonObject();
    whole.addProperty("title", report.title());
    whole.addProperty("summary", report.summary());
    whole.add("sections", array(report.sections(), ReportJson::section));
    return GSON.toJson(whole) + "\n";
  }

  private static JsonObject section(ReportSection section) {
    JsonObject object = new JsonObject();
    object.addProperty("title", section.title());
    object.addProperty("caption", section.caption());
    if (section instanceof Prose prose) {
      object.addProperty("kind", "prose");
      object.add("paragraphs", array(prose.paragraphs(), JsonPrimitive::new));
    } else if (section instanceof FactList list) {
      object.addProperty("kind", "facts");
      JsonObject facts = new JsonObject();
      list.facts().forEach(facts::addProperty);
      object.add("facts", facts);
    } else if (section instanceof FigureTable table) {
      object.addProperty("kind", "table");
      object.add("columns", array(table.columns(), ReportJson::column));
      object.add("rows", array(table.rows(), row -> row(table, row)));
    } else if (section instanceof FigureCurves curves) {
      object.addProperty("kind", "curves");
      object.addProperty("across", curves.across().counts());
      object.addProperty("up", curves.up());
      object.add("lines", array(curves.lines(), ReportJson::line));
    } else if (section instanceof PictureGrid grid) {
      object.addProperty("kind", "pictures");
      object.add(
          "captions", array(grid.pictures(), picture -> new JsonPrimitive(picture.caption())));
    }
    return object;
  }

  private static JsonObject column(FigureColumn column) {
    JsonObject object = new JsonObject();
    object.addProperty("name", column.name());
    object.addProperty("better", column.better().name());
    return object;
  }

  private static JsonObject row(FigureTable table, FigureRow row) {
    JsonObject object = new JsonObject();
    object.addProperty("name", row.name());
    object.addProperty("count", row.count());
    JsonArray values = new JsonArray();
    for (int i = 0; i < row.values().size(); i++) {
      values.add(measuredOrNull(row.values().get(i).map(table.columns().get(i)::scaled)));
    }
    object.add("values", values);
    return object;
  }

  private static JsonElement measuredOrNull(Optional<Measured> value) {
    return value.map(m -> (JsonElement) measured(m)).orElse(JsonNull.INSTANCE);
  }

  private static JsonObject line(FigureCurves.Line line) {
    JsonObject object = new JsonObject();
    object.addProperty("name", line.name());
    object.add("points", array(line.points(), ReportJson::point));
    return object;
  }

  private static JsonObject point(FigureCurves.Point point) {
    JsonObject object = new JsonObject();
    object.addProperty("at", point.at());
    object.add("measured", measured(point.measured()));
    return object;
  }

  private static JsonObject measured(Measured measured) {
    JsonObject object = new JsonObject();
    object.addProperty("value", measured.value());
    object.addProperty("low", measured.low());
    object.addProperty("high", measured.high());
    return object;
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonElement> element) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(element.apply(item)));
    return array;
  }
}
