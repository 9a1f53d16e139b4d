package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/**
 * The rows that a call will write, known before anything is trained. It is refused where an earlier
 * call has written further ones to the same folder: they would be gone from the results.
 *
 * @param keys of the rows: all methods in all folds, with all seeds
 * @param ofMethods the options that decide the methods, such as {@code --ratios}
 * @param ofFolds the option that decides the folds
 */
public record WantedRows(List<SegmentationRow.Key> keys, String ofMethods, String ofFolds) {
  private static final String OF_SEEDS = "--seeds";
  private static final int SHOWN = 3;

  /**
   * Checks that no row is there twice.
   *
   * @throws IllegalArgumentException if it is; the message names the options
   */
  public WantedRows {
    keys = List.copyOf(keys);
    Set<SegmentationRow.Key> once = new HashSet<>();
    for (SegmentationRow.Key key : keys) {
      if (!once.add(key)) {
        throw new IllegalArgumentException(
            "%s: expected each method once, found '%s' twice".formatted(ofMethods, key.method()));
      }
    }
  }

  /**
   * The rows of all methods in all folds.
   *
   * @param folds how many, numbered from 0
   * @param seeds how many, numbered from 1
   */
  public static WantedRows of(
      List<String> methods, int folds, int seeds, String ofMethods, String ofFolds) {
    List<SegmentationRow.Key> keys = new ArrayList<>();
    for (String method : methods) {
      for (int fold = 0; fold < folds; fold++) {
        for (long seed = 1; seed <= seeds; seed++) {
          keys.add(new SegmentationRow.Key(method, fold, seed));
        }
      }
    }
    return new WantedRows(keys, ofMethods, ofFolds);
  }

  /**
   * Refuses a call that would leave written rows out.
   *
   * @param out the folder of the results, which may not be there
   * @throws IllegalArgumentException if it would, or if the results there cannot be read
   */
  public void requireAllOf(Path out) throws IOException {
    WrittenResults written = WrittenResults.in(out);
    List<SegmentationRow.Key> lost = new ArrayList<>(written.keys());
    lost.removeAll(new HashSet<>(keys));
    if (!lost.isEmpty()) {
      throw new IllegalArgumentException(
          ("--out: expected a call that has all rows of %s, found that it would leave out %d of"
                  + " them, such as %s; give %s as in the call that wrote them, or choose another"
                  + " --out")
              .formatted(written.file(), lost.size(), examples(lost), options(lost)));
    }
  }

  /**
   * Refuses a call whose answer would be on another row than that of the written results.
   *
   * @param out the folder of the results, which may not be there
   * @param pair the name of the paired method
   * @param ratios generated pairs for each real one; the answer is on the first
   * @throws IllegalArgumentException if it would, or if the results there cannot be read
   */
  public static void requireAnswerOf(Path out, String pair, List<Double> ratios)
      throws IOException {
    List<String> methods = SegmentationExperiment.methods(List.of(pair), ratios);
    WrittenResults.in(out).requireAnswerOn(pair, methods.get(1));
  }

  /** A row each of some methods. */
  private String examples(List<SegmentationRow.Key> lost) {
    Map<String, SegmentationRow.Key> ofMethods = new LinkedHashMap<>();
    lost.forEach(key -> ofMethods.putIfAbsent(key.method(), key));
    return ofMethods.values().stream()
        .limit(SHOWN)
        .map(key -> "'%s' (%s %d, seed %d)".formatted(key.method(), part(), key.fold(), key.seed()))
        .collect(Collectors.joining(", "));
  }

  /** What its users call a fold: of {@code --draws} it is a draw. */
  private String part() {
    return ofFolds.replaceFirst("^--", "").replaceFirst("s$", "");
  }

  /** The options that would bring them back. */
  private String options(List<SegmentationRow.Key> lost) {
    List<String> options = new ArrayList<>();
    if (hasOther(lost, SegmentationRow.Key::method)) {
      options.add(ofMethods);
    }
    if (hasOther(lost, SegmentationRow.Key::fold)) {
      options.add(ofFolds);
    }
    if (hasOther(lost, SegmentationRow.Key::seed)) {
      options.add(OF_SEEDS);
    }
    return String.join(", ", options);
  }

  private boolean hasOther(
      List<SegmentationRow.Key> lost, Function<SegmentationRow.Key, Object> part) {
    return !parts(keys, part).containsAll(parts(lost, part));
  }

  private static Set<Object> parts(
      Collection<SegmentationRow.Key> of, Function<SegmentationRow.Key, Object> part) {
    return of.stream().map(part).collect(Collectors.toSet());
  }
}
