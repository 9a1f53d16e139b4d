package org.pigdiffusion.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pigdiffusion.internal.AtomicFile;

/**
 * The rows of an experiment together: the mean of each method, and how far methods differ, with
 * bootstrap intervals.
 *
 * <p>A group, such as a patient, counts once: its value is the mean over its images, and over the
 * seeds. Groups are what is drawn again for the intervals. They say how far the mean may be off by
 * the choice of patients, and not by that of the seeds. A difference is paired: both methods are
 * compared on the same images and seeds, group by group. Rows of which no pair passed the filter
 * have no figures, and no say.
 *
 * <p>Of masks of several classes, a figure of an image is the mean over the classes; {@link
 * #ofClass} has the results of one class. The mean over all of these is the mean here, since each
 * image has all classes. Immutable and thread-safe.
 */
public final class SegmentationResults {
  private final List<SegmentationRow> rows;

  private SegmentationResults(List<SegmentationRow> rows) {
    this.rows = List.copyOf(rows);
  }

  /** The results of some rows, of which no two have one key, and all the same classes. */
  public static SegmentationResults of(List<SegmentationRow> rows) {
    long keys = rows.stream().map(SegmentationRow::key).distinct().count();
    if (keys != rows.size()) {
      throw new IllegalArgumentException(
          "rows: expected keys of their own, found %d of %d rows".formatted(keys, rows.size()));
    }
    Set<Integer> classes =
        new TreeSet<>(
            rows.stream().map(SegmentationRow::classes).filter(count -> count > 0).toList());
    if (classes.size() > 1) {
      throw new IllegalArgumentException(
          "rows: expected the figures of equally many classes in each, found " + classes);
    }
    return new SegmentationResults(rows);
  }

  /** How many classes were measured, the background not among them; 0 if there are no images. */
  public int classes() {
    return rows.stream().mapToInt(SegmentationRow::classes).max().orElse(0);
  }

  /**
   * The results of one class alone.
   *
   * @param number the class, from 1
   * @throws IllegalArgumentException if there is no such class
   */
  public SegmentationResults ofClass(int number) {
    return of(rows.stream().map(row -> row.ofClass(number)).toList());
  }

  /** The seeds of the networks, in ascending order. */
  public List<Long> seeds() {
    return rows.stream().map(row -> row.key().seed()).distinct().sorted().toList();
  }

  /**
   * The results of the networks of one seed alone.
   *
   * @throws IllegalArgumentException if there is no such seed
   */
  public SegmentationResults ofSeed(long seed) {
    if (!seeds().contains(seed)) {
      throw new IllegalArgumentException(
          "seed: expected one of %s, found %d".formatted(seeds(), seed));
    }
    return of(rows.stream().filter(row -> row.key().seed() == seed).toList());
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
   * The mean of every figure of a method, over the groups that it was measured on: {@link
   * #groups(String)}. If these are fewer than {@link #groups()}, since no pair passed the filter in
   * some fold, the mean does not compare with those of other methods. A {@link #difference} does.
   *
   * @return empty if no pair passed the filter in so many folds that fewer than two groups are left
   * @throws IllegalArgumentException if there are fewer than two groups, or no such method
   */
  public Map<SegmentationFigure, Measured> mean(String method, Bootstrap bootstrap) {
    requireMethod("method", method);
    Map<SegmentationFigure, Measured> means = new EnumMap<>(SegmentationFigure.class);
    if (groups(method).size() < 2 && hasRowWithoutPairs(method)) {
      return means;
    }
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      means.put(figure, measure(byGroup(entries(method, figure)), bootstrap));
    }
    return means;
  }

  /**
   * The mean of one figure of a method, over the groups of {@link #mean}, without an interval;
   * empty if it was not measured.
   */
  public OptionalDouble value(String method, SegmentationFigure figure) {
    return Arrays.stream(byGroup(entries(method, figure))).average();
  }

  /**
   * By how much a method's figures are greater than those of another, on what both were measured
   * on. What was measured of one alone has no say.
   *
   * @return empty if no pair passed the filter in so many folds that fewer than two groups are left
   * @throws IllegalArgumentException if they have fewer than two groups in common, or there is no
   *     such method
   */
  public Map<SegmentationFigure, Measured> difference(
      String method, String than, Bootstrap bootstrap) {
    requireMethod("method", method);
    requireMethod("than", than);
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
   * Writes a line for every test image of every row, as CSV. Of several classes, the columns of
   * their means are followed by those of each class, such as {@code class1_dice}.
   *
   * @throws IOException if it cannot be written
   */
  public void writeCsv(Path file) throws IOException {
    AtomicFile.write(file, new ResultsText(this).csv());
  }

  /**
   * Writes the means of all methods, their differences from one of them, the same of each class of
   * several, and all rows, as JSON.
   *
   * @param than the method that the others are compared with
   * @throws IOException if it cannot be written
   */
  public void writeJson(Path file, String than, Bootstrap bootstrap) throws IOException {
    AtomicFile.write(file, new ResultsText(this).json(than, bootstrap));
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

  private void requireMethod(String name, String method) {
    if (!methods().contains(method)) {
      throw new IllegalArgumentException(
          "%s: expected one of %s, found '%s'".formatted(name, methods(), method));
    }
  }

  private List<SegmentationRow> rowsOf(String method) {
    return rows.stream().filter(row -> row.key().method().equals(method)).toList();
  }

  private boolean hasRowWithoutPairs(String method) {
    return rowsOf(method).stream().anyMatch(SegmentationRow::noPairPassed);
  }
}
