package org.pigdiffusion.segmentation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.LeakCheck;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.internal.FinishedImages;

/**
 * The pairs that the networks of an experiment learn from and are tested on.
 *
 * @param folds real pairs
 * @param generators by name, in the order of the rows; the empty name is that of the only one
 * @param ratios generated pairs for each real one
 */
record ExperimentPairs(
    List<Folds.Fold> folds, Map<String, FoldGenerator> generators, List<Double> ratios) {
  ExperimentPairs {
    if (folds.isEmpty()) {
      throw new IllegalArgumentException("folds: expected at least one, found none");
    }
  }

  /**
   * A method that adds generated pairs.
   *
   * @param name of its rows
   * @param generator makes the pairs
   * @param ratio how many for each real one
   */
  record Method(String name, FoldGenerator generator, double ratio) {
    /**
     * The pairs that it adds to the real ones of a fold; empty if it was stopped.
     *
     * @throws IllegalArgumentException if its images are not finished, or test images
     * @throws IllegalStateException if they are not as many as were asked for
     */
    Optional<PairSet> pairs(int index, Folds.Fold fold) throws IOException {
      String who = "generator of " + name;
      int count = count(fold, ratio);
      Optional<PairSet> made = generator.pairs(index, fold.training(), count);
      if (made == null || (made.isPresent() && made.get().size() != count)) {
        throw new IllegalStateException(
            "%s: expected %d pairs for fold %d, found %s"
                .formatted(who, count, index, made == null ? "null" : made.get().size()));
      }
      made.ifPresent(
          pairs -> {
            FinishedImages.require(who, "PairSet.of(batch) finishes them", pairs.y());
            LeakCheck.requireNoCopies(who + ", fold " + index, pairs.source(), fold.test());
          });
      return made;
    }
  }

  static int count(Folds.Fold fold, double ratio) {
    return Math.toIntExact(Math.max(1, Math.round(ratio * fold.training().size())));
  }

  /** All methods but that of the real pairs alone. */
  List<Method> methods() {
    List<Method> methods = new ArrayList<>();
    generators.forEach(
        (name, generator) ->
            ratios.forEach(ratio -> methods.add(new Method(name(name, ratio), generator, ratio))));
    return methods;
  }

  /** The names of all methods: real pairs alone, then each generator with each ratio. */
  static List<String> names(List<String> generators, List<Double> ratios) {
    requireRatios(ratios);
    List<String> names = new ArrayList<>(List.of(SegmentationExperiment.REAL));
    generators.forEach(name -> ratios.forEach(ratio -> names.add(name(name, ratio))));
    return names;
  }

  private static String name(String generator, double ratio) {
    String times =
        ratio == Math.rint(ratio)
            ? String.format(Locale.ROOT, "%.0fx", ratio)
            : String.format(Locale.ROOT, "%sx", ratio);
    return (generator + " " + times).strip();
  }

  static void requireRatios(List<Double> ratios) {
    if (ratios.stream().anyMatch(ratio -> !(ratio > 0 && ratio <= 1000))) {
      throw new IllegalArgumentException("ratios: expected in (0,1000], found " + ratios);
    }
  }

  /** Refuses a ratio that is given twice too: its rows would have the same keys. */
  static void requireRatiosOnce(List<Double> ratios) {
    requireRatios(ratios);
    if (ratios.stream().distinct().count() < ratios.size()) {
      throw new IllegalArgumentException("ratios: expected none twice, found " + ratios);
    }
  }

  /** Refuses test pairs that a fold, or a generator, has learnt from. */
  void requireUnseen() {
    for (int i = 0; i < folds.size(); i++) {
      Folds.Fold fold = folds.get(i);
      LeakCheck.requireUnseen("the training part of fold " + i, fold.training(), fold.test());
      generators.forEach(
          (name, generator) ->
              generator
                  .learntBefore()
                  .ifPresent(
                      learnt ->
                          LeakCheck.requireUnseen(
                              ("the generator " + name).strip(), learnt, fold.test())));
    }
  }

  /** Refuses generators that have fewer pairs than the ratios need. */
  void requireEnough() {
    for (Method method : methods()) {
      int needed = SegmentationExperiment.pairsNeeded(folds, method.ratio());
      if (method.generator().most() < needed) {
        throw new IllegalArgumentException(
            "generated: expected at least %d pairs for %s, found %d"
                .formatted(needed, method.name(), method.generator().most()));
      }
    }
  }

  /** What tells the real pairs from others. */
  Map<String, String> fingerprint() {
    Map<String, String> all = new TreeMap<>();
    all.put("folds", Integer.toString(folds.size()));
    for (int i = 0; i < folds.size(); i++) {
      all.put("fold" + i + ".training", SegmenterTrainer.checksum(folds.get(i).training()));
      all.put("fold" + i + ".test", SegmenterTrainer.checksum(folds.get(i).test()));
    }
    return all;
  }
}
