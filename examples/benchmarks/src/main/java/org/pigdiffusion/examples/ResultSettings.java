package org.pigdiffusion.examples;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.examples.common.WholeFile;

/**
 * What the rows in a folder are made with. A call with other settings would replace their results
 * by others, such as by those of fewer images.
 *
 * @param options the names of options, and what they were
 * @param more the same, of options that folders of earlier versions do not tell: there they may be
 *     any
 */
record ResultSettings(Map<String, String> options, Map<String, String> more) {
  private static final String FILE = "settings.json";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** Refuses to go on in a folder whose rows are made with other settings. */
  void requireAsIn(Path folder) throws IOException {
    Optional<JsonObject> kept = EarlierEvaluation.object(folder.resolve(FILE));
    if (kept.isPresent()) {
      options.forEach((option, now) -> requireSame(folder, option, kept.get(), now));
      more.forEach(
          (option, now) -> {
            if (kept.get().has(option)) {
              requireSame(folder, option, kept.get(), now);
            }
          });
    }
  }

  private static void requireSame(Path folder, String option, JsonObject kept, String now) {
    String before =
        Optional.ofNullable(kept.get(option))
            .filter(JsonElement::isJsonPrimitive)
            .map(JsonElement::getAsString)
            .orElse("nothing");
    if (!before.equals(now)) {
      throw EarlierEvaluation.lost(
          option, "the rows in %s are made with %s".formatted(folder, before), now);
    }
  }

  /** Keeps them in a folder, to be called before the first training. */
  void keepIn(Path folder) throws IOException {
    if (Files.notExists(folder.resolve(FILE))) {
      Map<String, String> all = new LinkedHashMap<>(options);
      all.putAll(more);
      WholeFile.write(folder.resolve(FILE), GSON.toJson(all));
    }
  }
}
