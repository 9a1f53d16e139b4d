package org.pigdiffusion.examples;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.pigdiffusion.segmentation.OtherSettingsException.Part;

/**
 * What differs between a folder and a call, by the options that decide it.
 *
 * @param told the differences, in words where the library has hashes or Java
 * @param options that decide them
 */
record OtherSettings(String told, String options) {
  private static final String OF_MIX = "--generated-first, --generated-share, --generated-weight";

  /** The steps of the pair's models in the text of a configuration. */
  private static final Pattern STEPS = Pattern.compile("\\bsteps([XY])=([0-9]+)\\b");

  private static final String OF_DATA =
      "--folds, --size, --validation, --data-seed and the options of data";

  /**
   * What a refusal of the library says.
   *
   * @param differences by the name of the setting, such as {@code width: now 4, there 2}
   * @param part what the settings are of
   */
  static OtherSettings of(Map<String, String> differences, Part part) {
    Set<String> told = new LinkedHashSet<>();
    Set<String> options = new LinkedHashSet<>();
    differences.forEach(
        (name, difference) -> {
          Map<String, String> ofConfig =
              part == Part.GENERATOR && name.equals("config") ? ofConfig(difference) : Map.of();
          if (ofConfig.isEmpty()) {
            told.add(told(name, difference));
            options.add(part == Part.GENERATOR ? ofGenerator(name) : ofNetworks(name));
          }
          told.addAll(ofConfig.values());
          options.addAll(ofConfig.keySet());
        });
    return new OtherSettings(String.join("; ", told), String.join(", ", options));
  }

  /** The steps in which the texts of two configurations differ, by their options. */
  private static Map<String, String> ofConfig(String difference) {
    List<Map<String, String>> values = new ArrayList<>();
    for (String text : Splitter.on(", there ").limit(2).split(difference)) {
      Map<String, String> steps = new LinkedHashMap<>();
      STEPS.matcher(text).results().forEach(step -> steps.put(step.group(1), step.group(2)));
      values.add(steps);
    }
    Map<String, String> there = values.get(values.size() - 1);
    Map<String, String> told = new LinkedHashMap<>();
    values
        .get(0)
        .forEach(
            (model, now) -> {
              String before = there.getOrDefault(model, now);
              if (!before.equals(now)) {
                String option = "--pair-steps-" + Ascii.toLowerCase(model);
                told.put(option, "%s: now %s, there %s".formatted(option, now, before));
              }
            });
    return told;
  }

  private static String told(String name, String difference) {
    if (isOfData(name)) {
      return "the pairs that are learnt from or measured on are others";
    }
    return switch (name) {
      case "mix" -> "generated pairs are mixed in otherwise";
      default -> difference;
    };
  }

  private static String ofGenerator(String name) {
    return switch (name) {
      case "config", "network", "coarseFirst", "steps", "seed" -> "the --pair- options";
      case "method" -> "--method";
      case "noiseSeed" -> "--noise-seed";
      default -> "the options";
    };
  }

  private static String ofNetworks(String name) {
    if (isOfData(name)) {
      return OF_DATA;
    }
    if (name.startsWith("augmentation.")) {
      return "--augmentation, --flips, --quarter-turns";
    }
    return switch (name) {
      case "mix" -> OF_MIX;
      case "filter" -> "--no-filter";
      case "width", "levels", "steps", "patch", "patience" -> "--" + name;
      case "batchSize" -> "--batch";
      case "learningRate" -> "--rate";
      case "validateEvery" -> "--validate-every";
      case "validation" -> "--segmenter-validation";
      default -> "the options";
    };
  }

  /** The number of folds, and the hashes of what is in them. */
  private static boolean isOfData(String name) {
    return name.matches("folds|fold\\d+\\.(training|test)");
  }
}
