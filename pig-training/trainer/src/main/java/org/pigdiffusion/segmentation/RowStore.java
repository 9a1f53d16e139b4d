package org.pigdiffusion.segmentation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;
import org.pigdiffusion.segmentation.OtherSettingsException.Part;

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
   * @throws OtherSettingsException if its rows depend on anything else
   */
  static RowStore open(Path folder, Map<String, String> fingerprint) throws IOException {
    Files.createDirectories(folder.resolve("rows"));
    RowStore store = new RowStore(folder);
    store.requireSame(SETTINGS_FILE, Part.EXPERIMENT, "", fingerprint);
    return store;
  }

  /**
   * Remembers the settings of a generator.
   *
   * @throws OtherSettingsException if its rows are of other settings
   */
  void requireSame(String generator, Map<String, String> settings) throws IOException {
    String file = generator.isEmpty() ? "generator.json" : "generator " + generator + ".json";
    requireSame(file, Part.GENERATOR, generator, settings);
  }

  private void requireSame(String name, Part part, String of, Map<String, String> now)
      throws IOException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      AtomicFile.write(file, GSON.toJson(now));
      return;
    }
    OtherSettingsException.requireSame(folder, part, of, now, readSettings(file));
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
