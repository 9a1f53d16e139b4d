package org.pigdiffusion.examples;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.pigdiffusion.segmentation.OtherSettingsException.Part;

/**
 * What differs between a folder and a call, by the options that decide it.
 *
 * @param told the differences, in words where the library has hashes or Java
 * @param options that decide them
 */
record OtherSettings(String told, String options) {
  private static final String OF_MIX = "--generated-first, --generated-share, --generated-weight";

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
          told.add(told(name, difference));
          options.add(part == Part.GENERATOR ? ofGenerator(name) : ofNetworks(name));
        });
    return new OtherSettings(String.join("; ", told), String.join(", ", options));
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
