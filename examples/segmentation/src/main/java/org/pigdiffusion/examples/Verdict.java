package org.pigdiffusion.examples;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/**
 * What came of an experiment, in plain sentences. It is said of the first method with generated
 * pairs, and not of the best: the best of several looks better than it is.
 */
final class Verdict {
  private static final int FEW = 30;
  private static final String NOT_SHOWN = "It is not shown that the generated pairs help or harm";

  private Verdict() {}

  static String of(
      SegmentationResults results, List<String> generated, Bootstrap bootstrap, SeenBefore seen) {
    String real = SegmentationExperiment.REAL;
    String figure = FigureWords.dice(results.classes());
    if (generated.isEmpty()) {
      Measured dice = results.mean(real, bootstrap).get(SegmentationFigure.DICE);
      return String.format(
          Locale.ROOT,
          "Without generated pairs, networks reach a %s of %s on images that they have not seen.",
          figure,
          dice.times(100).toString(1));
    }
    String method = generated.get(0);
    Measured gain = results.difference(method, real, bootstrap).get(SegmentationFigure.DICE);
    if (gain == null) {
      return ("Nothing is known of the generated pairs: of %s, no pair passed the filter in fold"
              + " %s, and too few images are left to measure on. See the rejected pairs below;"
              + " in another --out, train the pair longer or take all pairs with --no-filter.")
          .formatted(method, RowText.folds(RowText.withoutPairs(results, method)));
    }
    SeedTables seeds = new SeedTables(results, bootstrap);
    List<Measured> changes = seeds.changes(method, real);
    Optional<Measured> overSeeds = seeds.over(changes);
    String sentence =
        String.format(
            Locale.ROOT,
            "%s: with %s, %s on %s images changes by %s points (%.0f %% interval).",
            judged(gain, overSeeds),
            method,
            figure,
            seen.kind(),
            gain.times(100).toSignedString(1),
            100 * bootstrap.level());
    sentence += ofSeeds(changes, overSeeds) + seen.doubt();
    int groups = results.groups(method).size();
    List<SegmentationRow> empty = RowText.withoutPairs(results, method);
    if (!empty.isEmpty()) {
      sentence +=
          " In fold %s no pair passed the filter: its images are not in this."
              .formatted(RowText.folds(empty));
    }
    return groups < FEW
        ? sentence + " Only " + groups + " groups were measured: that says little."
        : sentence;
  }

  /**
   * Chance of training alone moves the mean of one seed by points, whatever its interval over the
   * groups says: neither that interval nor the one over the seeds may hold 0.
   */
  private static String judged(Measured gain, Optional<Measured> overSeeds) {
    if (gain.covers(0) || overSeeds.isEmpty()) {
      return NOT_SHOWN;
    }
    if (overSeeds.get().covers(0)) {
      return NOT_SHOWN + ", since the trainings differ too much";
    }
    return gain.value() > 0 ? "The generated pairs help" : "The generated pairs harm";
  }

  /** What each training gives; of one alone, that it is one. */
  private static String ofSeeds(List<Measured> changes, Optional<Measured> overSeeds) {
    return overSeeds
        .map(
            over ->
                changes.stream()
                        .map(change -> signed(change.value()))
                        .collect(Collectors.joining(", ", " Of each training by itself: ", ""))
                    + " (interval over the trainings: %s to %s)."
                        .formatted(signed(over.low()), signed(over.high())))
        .orElse(SeedTables.ONE);
  }

  private static String signed(double share) {
    return new Measured(share, share, share).times(100).toSignedString(1).replaceFirst(" .*", "");
  }
}
