package org.pigdiffusion.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.JsonFault;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;

/**
 * What one segmentation network did on the test images of its fold; or that it was not trained,
 * since no generated pair passed the filter. Immutable and thread-safe.
 *
 * @param key which network it is
 * @param realPairs how many real pairs it learnt from, with those that chose its weights
 * @param generatedPairs how many generated pairs it learnt from
 * @param rejectsByRule how many more a filter had rejected, by the name of the rule
 * @param images the test images with their figures; none if no pair passed the filter
 */
public record SegmentationRow(
    Key key,
    int realPairs,
    int generatedPairs,
    Map<String, Integer> rejectsByRule,
    List<TestImage> images) {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** Copies the lists, and checks that all images have the same classes. */
  public SegmentationRow {
    Objects.requireNonNull(key, "key");
    rejectsByRule = Collections.unmodifiableMap(new LinkedHashMap<>(rejectsByRule));
    images = List.copyOf(images);
    List<Integer> classes = images.stream().map(TestImage::classes).distinct().toList();
    if (classes.size() > 1) {
      throw new IllegalArgumentException(
          "images: expected the figures of equally many classes of each, found " + classes);
    }
  }

  /**
   * How many classes were measured, the background not among them; 0 if there are no images. A row
   * that an earlier version wrote has one, whatever its masks: it told all classes as one.
   */
  public int classes() {
    return images.isEmpty() ? 0 : images.get(0).classes();
  }

  /**
   * The same with the figures of one class alone.
   *
   * @param number the class, from 1
   * @throws IllegalArgumentException if its images have no such class
   */
  public SegmentationRow ofClass(int number) {
    List<TestImage> ofOne = images.stream().map(image -> image.ofClass(number)).toList();
    return new SegmentationRow(key, realPairs, generatedPairs, rejectsByRule, ofOne);
  }

  /**
   * Whether a filter had rejected all generated pairs. Then there was nothing to add to the real
   * ones, no network was trained, and no image was measured.
   */
  public boolean noPairPassed() {
    return generatedPairs == 0 && rejectedPairs() > 0;
  }

  /**
   * The same under another key, such as a name that tells the rows of several experiments apart.
   */
  public SegmentationRow withKey(Key other) {
    return new SegmentationRow(other, realPairs, generatedPairs, rejectsByRule, images);
  }

  /** How many pairs a filter had rejected. */
  public int rejectedPairs() {
    return rejectsByRule.values().stream().mapToInt(count -> count).sum();
  }

  /**
   * Which network.
   *
   * @param method what it learnt from, such as {@code real} or {@code 2x}
   * @param fold from 0
   * @param seed of its first weights and of all else that is random
   */
  public record Key(String method, int fold, long seed) {
    /** Checks that nothing is missing. */
    public Key {
      Objects.requireNonNull(method, "method");
    }

    /** Such as {@code 2x-fold0-seed1}. */
    @Override
    public String toString() {
      return "%s-fold%d-seed%d".formatted(method, fold, seed);
    }
  }

  /**
   * A test image.
   *
   * @param name of the image
   * @param group of the image, such as the patient
   * @param figures how well its lesions were found: the mean of each figure over the classes
   * @param ofClasses the same of class 1, class 2 and so on; the background has none
   */
  public record TestImage(
      String name, String group, SegmentationFigures figures, List<SegmentationFigures> ofClasses) {
    /** Checks that nothing is missing, and that the figures are the means over the classes. */
    public TestImage {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(group, "group");
      Objects.requireNonNull(figures, "figures");
      // Files of earlier versions do not have them.
      ofClasses = List.copyOf(Objects.requireNonNullElse(ofClasses, List.of(figures)));
      if (!SegmentationFigures.average(ofClasses).equals(figures)) {
        throw new IllegalArgumentException(
            "figures: expected the means over the %d classes, found %s"
                .formatted(ofClasses.size(), figures));
      }
    }

    /** An image whose figures are the means over its classes, of which there is at least one. */
    public TestImage(String name, String group, List<SegmentationFigures> ofClasses) {
      this(name, group, SegmentationFigures.average(ofClasses), ofClasses);
    }

    private int classes() {
      return ofClasses.size();
    }

    private TestImage ofClass(int number) {
      if (number < 1 || number > classes()) {
        throw new IllegalArgumentException(
            "number: expected a class in [1,%d], found %d".formatted(classes(), number));
      }
      return new TestImage(name, group, List.of(ofClasses.get(number - 1)));
    }
  }

  /**
   * Writes the row as a JSON file, which appears whole or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, GSON.toJson(this));
  }

  /**
   * Reads a row that {@link #write} has written.
   *
   * @throws IOException if the file cannot be read
   * @throws BackendException if it holds no row
   */
  public static SegmentationRow read(Path file) throws IOException {
    String text = RegularFile.text(file, SizeLimit.ofText("a row of segmentation figures"));
    try {
      SegmentationRow row = GSON.fromJson(text, SegmentationRow.class);
      return Objects.requireNonNull(row, "nothing");
    } catch (RuntimeException e) { // Gson wraps what the records refuse in one of no other type
      throw new BackendException(
          file
              + ": expected a row of segmentation figures, found another text: "
              + JsonFault.found(e),
          e);
    }
  }
}
