package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What earlier calls have finished in a folder: a call that asks for less would write results
 * without it, and with another verdict.
 *
 * @param out the folder
 * @param ratios of the rows with generated pairs
 * @param seeds of all rows
 * @param withoutAugmentation whether there are rows of real pairs without augmentation
 */
record FinishedRows(Path out, Set<Double> ratios, Set<Long> seeds, boolean withoutAugmentation) {
  private static final Pattern SEED = Pattern.compile(".*-seed(\\d{1,18})\\.json");
  private static final Pattern RATIO =
      Pattern.compile(PairBenefit.PIG + " ([0-9.E-]+)x-fold.*\\.json");

  /** Those of a folder, which may not be there. */
  static FinishedRows in(Path out) throws IOException {
    List<String> names = names(out.resolve("rows"));
    return new FinishedRows(
        out,
        groups(RATIO, names).map(Double::valueOf).collect(Collectors.toCollection(TreeSet::new)),
        groups(SEED, names).map(Long::valueOf).collect(Collectors.toCollection(TreeSet::new)),
        !names(out.resolve(PairBenefit.NO_AUGMENTATION).resolve("rows")).isEmpty());
  }

  private static Stream<String> groups(Pattern pattern, List<String> names) {
    return names.stream().map(pattern::matcher).filter(Matcher::matches).map(m -> m.group(1));
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /**
   * Refuses a call that would leave some of them out.
   *
   * @param ofPairs ratios of generated pairs, none without such pairs
   * @param ofNetworks seeds from 1 to this
   * @param comparesAugmentation whether it has rows of real pairs without augmentation
   */
  void requireKept(List<Double> ofPairs, int ofNetworks, boolean comparesAugmentation) {
    if (ofPairs.isEmpty() && !ratios.isEmpty()) {
      throw lost("--no-pairs: expected without it", "rows of generated pairs", "leave it out");
    }
    if (!ofPairs.containsAll(ratios)) {
      throw lost(
          "--ratios: expected %s among them".formatted(ratios),
          "rows of these",
          "found %s; give all".formatted(ofPairs));
    }
    if (!LongStream.rangeClosed(1, ofNetworks).boxed().toList().containsAll(seeds)) {
      throw lost("--seeds: expected more", "rows of the seeds " + seeds, "found " + ofNetworks);
    }
    if (withoutAugmentation && !comparesAugmentation) {
      throw lost(
          "--augmentation: expected BOTH",
          "rows of real pairs without augmentation",
          "give it as before");
    }
  }

  private IllegalArgumentException lost(String expected, String what, String remedy) {
    return new IllegalArgumentException(
        "%s, since %s has %s, which the results would lack; %s, or choose another --out"
            .formatted(expected, out, what, remedy));
  }
}
