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

  /** Copies the lists. */
  public SegmentationRow {
    Objects.requireNonNull(key, "key");
    rejectsByRule = Collections.unmodifiableMap(new LinkedHashMap<>(rejectsByRule));
    images = List.copyOf(images);
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
   * @param figures how well its lesions were found
   */
  public record TestImage(String name, String group, SegmentationFigures figures) {
    /** Checks that nothing is missing. */
    public TestImage {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(group, "group");
      Objects.requireNonNull(figures, "figures");
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
          file + ": expected a row of segmentation figures, found another text: " + e, e);
    }
  }
}
