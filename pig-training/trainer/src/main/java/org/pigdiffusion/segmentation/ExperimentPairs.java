package org.pigdiffusion.segmentation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.LeakCheck;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.trainer.PairSource;

/**
 * The pairs that the networks of an experiment learn from and are tested on.
 *
 * @param folds real pairs
 * @param generated pairs of which each ratio takes the first
 * @param learnt the real pairs that the generator has learnt from
 */
record ExperimentPairs(
    List<Folds.Fold> folds, Optional<PairSet> generated, Optional<PairSource> learnt) {

  /** The number of generated pairs that a ratio adds to the real ones of a fold. */
  static int count(Folds.Fold fold, double ratio) {
    return Math.toIntExact(Math.max(1, Math.round(ratio * fold.training().size())));
  }

  /** The number of generated pairs of each method; without any, the real pairs alone. */
  Map<String, Integer> methods(Folds.Fold fold, List<Double> ratios) {
    Map<String, Integer> methods = new LinkedHashMap<>();
    methods.put(SegmentationExperiment.REAL, 0);
    if (generated.isPresent()) {
      ratios.forEach(ratio -> methods.put(name(ratio), count(fold, ratio)));
    }
    return methods;
  }

  private static String name(double ratio) {
    return ratio == Math.rint(ratio)
        ? String.format(Locale.ROOT, "%.0fx", ratio)
        : String.format(Locale.ROOT, "%sx", ratio);
  }

  /** The first generated pairs; empty if none are wanted. */
  Optional<PairSet> added(int count) {
    return generated.filter(pairs -> count > 0).map(pairs -> pairs.slice(0, count));
  }

  /** Refuses test pairs that a fold, or the generator, has learnt from. */
  void requireUnseen() {
    for (int i = 0; i < folds.size(); i++) {
      Folds.Fold fold = folds.get(i);
      LeakCheck.requireUnseen("the training part of fold " + i, fold.training(), fold.test());
      if (learnt.isPresent()) {
        LeakCheck.requireUnseen("the generator", learnt.get(), fold.test());
      }
    }
  }

  /** Refuses fewer generated pairs than the ratios need. */
  void requireEnough(List<Double> ratios) {
    for (double ratio : ratios) {
      int needed = SegmentationExperiment.pairsNeeded(folds, ratio);
      if (generated.isPresent() && generated.get().size() < needed) {
        throw new IllegalArgumentException(
            "generated: expected at least %d pairs for %s, found %d"
                .formatted(needed, name(ratio), generated.get().size()));
      }
    }
  }

  /** What tells these pairs from others. */
  Map<String, String> fingerprint() {
    Map<String, String> all = new TreeMap<>();
    all.put("folds", Integer.toString(folds.size()));
    for (int i = 0; i < folds.size(); i++) {
      all.put("fold" + i + ".training", SegmenterTrainer.checksum(folds.get(i).training()));
      all.put("fold" + i + ".test", SegmenterTrainer.checksum(folds.get(i).test()));
    }
    // More pairs of the same sampling may come later: the first must be the same.
    all.put(
        "generated",
        generated.map(g -> SegmenterTrainer.checksum(g.slice(0, 1).source())).orElse("none"));
    return all;
  }
}
