package org.pigdiffusion.examples;

import com.google.common.base.Splitter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What differs between a folder and a call, by the options that decide it.
 *
 * @param told the differences, in words where the library has hashes or Java
 * @param options that decide them
 */
record OtherSettings(String told, String options) {
  /** Before the name of each further difference: values may hold a semicolon themselves. */
  private static final Splitter DIFFERENCES =
      Splitter.on(Pattern.compile("; (?=[\\w.]+: now |and \\d+ more$)"));

  private static final Pattern REST = Pattern.compile("and \\d+ more");

  private static final String OF_MIX = "--generated-first, --generated-share, --generated-weight";

  private static final String OF_DATA =
      "--folds, --size, --validation, --data-seed and the options of data";

  /**
   * What a refusal of the library says.
   *
   * @param differences such as {@code width: now 4, there 2; filter: now none, there standard}
   * @param ofGenerator whether they are of what makes pairs, or else of the networks
   */
  static OtherSettings of(String differences, boolean ofGenerator) {
    Set<String> told = new LinkedHashSet<>();
    Set<String> options = new LinkedHashSet<>();
    for (String difference : DIFFERENCES.split(differences)) {
      String name = difference.replaceFirst("(?s):.*", "");
      told.add(told(name, difference));
      if (!REST.matcher(difference).matches()) {
        options.add(ofGenerator ? ofGenerator(name) : ofNetworks(name));
      }
    }
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
