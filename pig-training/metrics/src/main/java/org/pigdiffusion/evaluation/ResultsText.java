package org.pigdiffusion.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;

/** Results as text for programs. Of several classes, each follows their mean. */
record ResultsText(SegmentationResults results) {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** A line for every test image of every row. */
  String csv() {
    List<Object> header =
        new ArrayList<>(
            List.of(
                "method",
                "fold",
                "seed",
                "real_pairs",
                "generated_pairs",
                "rejected_pairs",
                "image",
                "group"));
    addNames(header, "");
    if (results.classes() > 1) {
      IntStream.rangeClosed(1, results.classes())
          .forEach(number -> addNames(header, "class" + number + "_"));
    }
    List<String> lines = new ArrayList<>();
    lines.add(CSVFormat.DEFAULT.format(header.toArray()));
    for (SegmentationRow row : results.rows()) {
      for (SegmentationRow.TestImage image : row.images()) {
        lines.add(CSVFormat.DEFAULT.format(cells(row, image).toArray()));
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static void addNames(List<Object> header, String prefix) {
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      header.add(prefix + figure.name().toLowerCase(Locale.ROOT));
    }
  }

  private static List<Object> cells(SegmentationRow row, SegmentationRow.TestImage image) {
    List<Object> cells =
        new ArrayList<>(
            List.of(
                row.key().method(),
                row.key().fold(),
                row.key().seed(),
                row.realPairs(),
                row.generatedPairs(),
                row.rejectedPairs(),
                image.name(),
                image.group()));
    cells.addAll(image.figures().values().values());
    if (row.classes() > 1) {
      image.ofClasses().forEach(ofClass -> cells.addAll(ofClass.values().values()));
    }
    return cells;
  }

  /** The means of all methods, their differences from one of them, and all rows. */
  String json(String than, Bootstrap bootstrap) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("groups", results.groups().size());
    json.put("classes", results.classes());
    json.put("bootstrap", bootstrap);
    json.putAll(compared(results, than, bootstrap));
    if (results.classes() > 1) {
      Map<String, Object> ofClasses = new LinkedHashMap<>();
      for (int number = 1; number <= results.classes(); number++) {
        ofClasses.put(Integer.toString(number), compared(results.ofClass(number), than, bootstrap));
      }
      json.put("ofClasses", ofClasses);
    }
    json.put("rows", results.rows());
    return GSON.toJson(json);
  }

  private static Map<String, Object> compared(
      SegmentationResults of, String than, Bootstrap bootstrap) {
    Map<String, Object> means = new LinkedHashMap<>();
    Map<String, Object> differences = new LinkedHashMap<>();
    for (String method : of.methods()) {
      means.put(method, of.mean(method, bootstrap));
      if (!method.equals(than)) {
        differences.put(method, of.difference(method, than, bootstrap));
      }
    }
    Map<String, Object> compared = new LinkedHashMap<>();
    compared.put("means", means);
    compared.put("comparedWith", than);
    compared.put("differences", differences);
    return compared;
  }
}
