package org.pigdiffusion.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.pigdiffusion.internal.AtomicFile;

/**
 * The rows of an experiment together: the mean of each method, and how far methods differ, with
 * bootstrap intervals.
 *
 * <p>A group, such as a patient, counts once: its value is the mean over its images, and over the
 * seeds. Groups are what is drawn again for the intervals. They say how far the mean may be off by
 * the choice of patients, and not by that of the seeds. A difference is paired: both methods are
 * compared on the same images and seeds, group by group. Rows of which no pair passed the filter
 * have no figures, and no say. Immutable and thread-safe.
 */
public final class SegmentationResults {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private final List<SegmentationRow> rows;

  private SegmentationResults(List<SegmentationRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /** The results of some rows, of which no two have one key. */
  public static SegmentationResults of(List<SegmentationRow> rows) {
    long keys = rows.stream().map(SegmentationRow::key).distinct().count();
    if (keys != rows.size()) {
      throw new IllegalArgumentException(
          "rows: expected keys of their own, found %d of %d rows".formatted(keys, rows.size()));
    }
    return new SegmentationResults(rows);
  }

  /** The rows. */
  public List<SegmentationRow> rows() {
    return rows;
  }

  /** The methods, in the order in which they first occur. */
  public List<String> methods() {
    return rows.stream().map(row -> row.key().method()).distinct().toList();
  }

  /**
   * The mean of every figure of a method.
   *
   * @return empty if no pair passed the filter in so many folds that fewer than two groups are left
   * @throws IllegalArgumentException if there are fewer than two groups
   */
  public Map<SegmentationFigure, Measured> mean(String method, Bootstrap bootstrap) {
    Map<SegmentationFigure, Measured> means = new EnumMap<>(SegmentationFigure.class);
    if (groups(method).size() < 2 && hasRowWithoutPairs(method)) {
      return means;
    }
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      means.put(figure, measure(byGroup(entries(method, figure)), bootstrap));
    }
    return means;
  }

  /** The mean of one figure of a method, without an interval; empty if it was not measured. */
  public OptionalDouble value(String method, SegmentationFigure figure) {
    return Arrays.stream(byGroup(entries(method, figure))).average();
  }

  /**
   * By how much a method's figures are greater than those of another, on what both were measured
   * on. What was measured of one alone has no say.
   *
   * @return empty if no pair passed the filter in so many folds that fewer than two groups are left
   * @throws IllegalArgumentException if they have fewer than two groups in common
   */
  public Map<SegmentationFigure, Measured> difference(
      String method, String than, Bootstrap bootstrap) {
    Map<SegmentationFigure, Measured> differences = new EnumMap<>(SegmentationFigure.class);
    Set<String> common = groups(method);
    common.retainAll(groups(than));
    if (common.size() < 2 && (hasRowWithoutPairs(method) || hasRowWithoutPairs(than))) {
      return differences;
    }
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      Map<Entry, Double> one = entries(method, figure);
      Map<Entry, Double> other = entries(than, figure);
      Map<Entry, Double> both = new LinkedHashMap<>();
      one.forEach(
          (entry, value) -> {
            Double otherValue = other.get(entry);
            if (otherValue != null) {
              both.put(entry, value - otherValue);
            }
          });
      differences.put(figure, measure(byGroup(both), bootstrap));
    }
    return differences;
  }

  /**
   * What a value belongs to.
   *
   * @param crop tells images of one name and group apart, such as the crops of a picture
   */
  private record Entry(String group, String image, int crop, int fold, long seed) {}

  private Map<Entry, Double> entries(String method, SegmentationFigure figure) {
    Map<Entry, Double> values = new LinkedHashMap<>();
    for (SegmentationRow row : rowsOf(method)) {
      row.images()
          .forEach(image -> values.put(entry(row, image, values), image.figures().get(figure)));
    }
    return values;
  }

  /** The first entry of an image that has no value yet. */
  private static Entry entry(
      SegmentationRow row, SegmentationRow.TestImage image, Map<Entry, Double> values) {
    SegmentationRow.Key key = row.key();
    int crop = 0;
    Entry entry;
    do {
      entry = new Entry(image.group(), image.name(), crop, key.fold(), key.seed());
      crop++;
    } while (values.containsKey(entry));
    return entry;
  }

  /** One value a group, the groups in alphabetical order. */
  private static double[] byGroup(Map<Entry, Double> values) {
    Map<String, List<Double>> groups = new TreeMap<>();
    values.forEach(
        (entry, value) -> groups.computeIfAbsent(entry.group(), g -> new ArrayList<>()).add(value));
    return groups.values().stream()
        .mapToDouble(all -> all.stream().mapToDouble(v -> v).average().orElseThrow())
        .toArray();
  }

  private static Measured measure(double[] groups, Bootstrap bootstrap) {
    if (groups.length < 2) {
      throw new IllegalArgumentException(
          "rows: expected test images of at least 2 groups, found " + groups.length);
    }
    return bootstrap.measure(Statistic.mean(groups));
  }

  /**
   * Writes a line for every test image of every row, as CSV.
   *
   * @throws IOException if it cannot be written
   */
  public void writeCsv(Path file) throws IOException {
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
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      header.add(figure.name().toLowerCase(Locale.ROOT));
    }
    List<String> lines = new ArrayList<>();
    lines.add(CSVFormat.DEFAULT.format(header.toArray()));
    for (SegmentationRow row : rows) {
      for (SegmentationRow.TestImage image : row.images()) {
        lines.add(CSVFormat.DEFAULT.format(cells(row, image).toArray()));
      }
    }
    AtomicFile.write(file, String.join("\n", lines) + "\n");
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
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      cells.add(image.figures().get(figure));
    }
    return cells;
  }

  /**
   * Writes the means of all methods, their differences from one of them, and all rows, as JSON.
   *
   * @param than the method that the others are compared with
   * @throws IOException if it cannot be written
   */
  public void writeJson(Path file, String than, Bootstrap bootstrap) throws IOException {
    Map<String, Object> means = new LinkedHashMap<>();
    Map<String, Object> differences = new LinkedHashMap<>();
    for (String method : methods()) {
      means.put(method, mean(method, bootstrap));
      if (!method.equals(than)) {
        differences.put(method, difference(method, than, bootstrap));
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("groups", groups().size());
    json.put("bootstrap", bootstrap);
    json.put("means", means);
    json.put("comparedWith", than);
    json.put("differences", differences);
    json.put("rows", rows);
    AtomicFile.write(file, GSON.toJson(json));
  }

  /** The groups of all test images. */
  public Set<String> groups() {
    Set<String> groups = new TreeSet<>();
    methods().forEach(method -> groups.addAll(groups(method)));
    return groups;
  }

  /** The groups of the test images that a method was measured on. */
  public Set<String> groups(String method) {
    Set<String> groups = new TreeSet<>();
    for (SegmentationRow row : rowsOf(method)) {
      row.images().forEach(image -> groups.add(image.group()));
    }
    return groups;
  }

  private List<SegmentationRow> rowsOf(String method) {
    return rows.stream().filter(row -> row.key().method().equals(method)).toList();
  }

  private boolean hasRowWithoutPairs(String method) {
    return rowsOf(method).stream().anyMatch(SegmentationRow::noPairPassed);
  }
}
