package org.pigdiffusion.segmentation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;
import org.pigdiffusion.segmentation.OtherSettingsException.Part;
import org.pigdiffusion.trainer.PairSource;

/**
 * The finished rows of an experiment, a file each, and what they depend on.
 *
 * @param folder of the experiment
 */
record RowStore(Path folder) {
  private static final String SETTINGS_FILE = "settings.json";
  private static final String REMEDY = "; delete the file, and the row is measured again";
  private static final Pattern ANY_ROW = Pattern.compile(".*\\.json");
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /**
   * Opens a folder, which is made if it is missing.
   *
   * @throws OtherSettingsException if its rows depend on anything else
   * @throws BackendException if it has rows and does not say what they depend on
   */
  static RowStore open(Path folder, Map<String, String> fingerprint) throws IOException {
    Files.createDirectories(folder.resolve("rows"));
    RowStore store = new RowStore(folder);
    store.requireSame(SETTINGS_FILE, Part.EXPERIMENT, "", fingerprint, ANY_ROW);
    return store;
  }

  /**
   * Remembers the settings of a generator.
   *
   * @throws OtherSettingsException if its rows are of other settings
   * @throws BackendException if it has rows, and their settings are gone
   */
  void requireSame(String generator, Map<String, String> settings) throws IOException {
    String file = generator.isEmpty() ? "generator.json" : "generator " + generator + ".json";
    requireSame(file, Part.GENERATOR, generator, settings, rowsOf(generator));
  }

  /** The names of the files of a generator's rows, such as {@code pig 0.5x-fold0-seed1.json}. */
  private static Pattern rowsOf(String generator) {
    String name = generator.isEmpty() ? "" : generator + " ";
    return Pattern.compile(Pattern.quote(name) + "[-.\\dE]+x-fold\\d+-seed-?\\d+\\.json");
  }

  private void requireSame(String name, Part part, String of, Map<String, String> now, Pattern rows)
      throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      requireNone(rows, file);
      AtomicFile.write(file, GSON.toJson(now));
      return;
    }
    OtherSettingsException.requireSame(folder, part, of, now, readSettings(file));
  }

  /** Refuses rows of which nothing says what they depend on. */
  private void requireNone(Pattern rows, Path settings) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("rows"))) {
      Optional<Path> row =
          files.filter(file -> rows.matcher(file.getFileName().toString()).matches()).findAny();
      if (row.isPresent()) {
        throw new BackendException(
            "%s: expected the settings of the rows that are there, such as %s, found no file; put it"
                    .formatted(settings, row.get())
                + " back from a copy, or delete these rows, and they are measured again");
      }
    }
  }

  private static Map<String, String> readSettings(Path file) throws IOException {
    String text = RegularFile.text(file, SizeLimit.ofText("the settings of an experiment"));
    try {
      Map<String, String> settings =
          GSON.fromJson(text, new TypeToken<Map<String, String>>() {}.getType());
      return settings == null ? Map.of() : settings;
    } catch (JsonParseException e) {
      throw new BackendException(
          file + ": expected the settings of an experiment, found another text", e);
    }
  }

  /**
   * A row that was finished before.
   *
   * @param test the pairs that it was measured on
   * @throws BackendException if its file holds another, or is damaged
   */
  Optional<SegmentationRow> row(SegmentationRow.Key key, PairSource test) throws IOException {
    Path file = file(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    SegmentationRow row = read(file);
    // Some file systems take PIG for pig.
    if (!row.key().equals(key)) {
      throw notThe(file, "row " + key, row.key().toString());
    }
    if (!row.noPairPassed()) {
      requireImages(file, row.images(), test);
    }
    return Optional.of(row);
  }

  private static SegmentationRow read(Path file) throws IOException {
    try {
      return SegmentationRow.read(file);
    } catch (BackendException e) {
      throw new BackendException(e.getMessage() + REMEDY, e);
    }
  }

  /** A row of some test images alone would be compared with others as if it were of all. */
  private static void requireImages(
      Path file, List<SegmentationRow.TestImage> images, PairSource test) {
    if (images.size() != test.size()) {
      throw notThe(
          file,
          "figures of %d test images".formatted(test.size()),
          Integer.toString(images.size()));
    }
    for (int i = 0; i < test.size(); i++) {
      String expected = told(test.example(i).name(), test.example(i).group());
      String found = told(images.get(i).name(), images.get(i).group());
      if (!found.equals(expected)) {
        throw notThe(file, "figures of " + expected, found);
      }
    }
  }

  private static String told(String image, String group) {
    return "%s of group %s".formatted(image, group);
  }

  private static BackendException notThe(Path file, String expected, String found) {
    return new BackendException(
        "%s: expected the %s, found %s%s".formatted(file, expected, found, REMEDY));
  }

  void add(SegmentationRow row) throws IOException {
    row.write(file(row.key()));
  }

  /** Where the network of a row is kept. */
  Path network(SegmentationRow.Key key) {
    return folder.resolve("networks").resolve(key.toString());
  }

  private Path file(SegmentationRow.Key key) {
    return folder.resolve("rows").resolve(key + ".json");
  }
}
