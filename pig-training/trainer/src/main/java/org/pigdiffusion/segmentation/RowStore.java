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
import org.pigdiffusion.BackendException;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.NamedDifferences;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;

/**
 * The finished rows of an experiment, a file each, and what they depend on.
 *
 * @param folder of the experiment
 */
record RowStore(Path folder) {
  private static final String SETTINGS_FILE = "settings.json";
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /**
   * Opens a folder, which is made if it is missing.
   *
   * @throws IllegalArgumentException if its rows depend on anything else
   */
  static RowStore open(Path folder, Map<String, String> fingerprint) throws IOException {
    Files.createDirectories(folder.resolve("rows"));
    RowStore store = new RowStore(folder);
    store.requireSame(folder.resolve(SETTINGS_FILE), "experiment", fingerprint);
    return store;
  }

  /**
   * Remembers the settings of a generator.
   *
   * @throws IllegalArgumentException if its rows are of other settings
   */
  void requireSame(String generator, Map<String, String> settings) throws IOException {
    String name = generator.isEmpty() ? "generator" : "generator " + generator;
    requireSame(folder.resolve(name + ".json"), name, settings);
  }

  private void requireSame(Path file, String of, Map<String, String> now) throws IOException {
    if (!Files.exists(file)) {
      AtomicFile.write(file, GSON.toJson(now));
      return;
    }
    List<String> differences = NamedDifferences.between(now, readSettings(file), Map.of());
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "folder %s: expected the same %s, found differences: %s; choose another folder"
              .formatted(folder, of, String.join("; ", differences)));
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

  /** A row that was finished before. */
  Optional<SegmentationRow> row(SegmentationRow.Key key) throws IOException {
    Path file = file(key);
    return Files.exists(file) ? Optional.of(SegmentationRow.read(file)) : Optional.empty();
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
