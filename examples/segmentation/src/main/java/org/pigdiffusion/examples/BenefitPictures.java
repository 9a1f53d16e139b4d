package org.pigdiffusion.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.evaluation.PairFilter;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.report.PictureGrid;
import org.pigdiffusion.report.PictureGrid.Captioned;
import org.pigdiffusion.segmentation.SegmentationExperiment;
import org.pigdiffusion.segmentation.Segmenter;
import org.pigdiffusion.trainer.PairExample;

/**
 * The pictures of the first fold.
 *
 * @param fold its pairs
 * @param out the folder of the experiment
 */
record BenefitPictures(Folds.Fold fold, Path out) {
  /** How many pairs are shown. */
  static final int PAIRS = 12;

  private static final int TESTS = 8;
  private static final int TILE = 112;

  private int scale() {
    int height = fold.test().example(0).y().shape().height();
    return Math.max(1, Math.min(8, TILE / height));
  }

  PictureGrid real() {
    List<Captioned> pictures =
        IntStream.range(0, Math.min(PAIRS, fold.training().size()))
            .mapToObj(fold.training()::example)
            .map(pair -> captioned(pair, pair.name()))
            .toList();
    return new PictureGrid(
        "Real pairs",
        "Image and mask, of the training part of fold 0." + legend(),
        scale(),
        pictures);
  }

  private String legend() {
    return Strip.legend(fold.training().example(0).x().shape().channels());
  }

  /**
   * Sampled pairs, and what the filter makes of them.
   *
   * @param seed of the noise that they were sampled from
   * @param rejects the reasons of rejected pairs, by their number; empty if no filter was used
   */
  PictureGrid sampled(PairSet pairs, long seed, Optional<Map<Integer, String>> rejects) {
    Map<Integer, String> reasons = rejects.orElse(Map.of());
    List<Captioned> pictures =
        IntStream.range(0, pairs.size())
            .mapToObj(
                i ->
                    captioned(
                        pairs.source().example(i),
                        "pair %d of seed %d%s"
                            .formatted(
                                i, seed, reasons.containsKey(i) ? ", " + reasons.get(i) : "")))
            .toList();
    return new PictureGrid(
        "Generated pairs",
        "The first that were sampled for fold 0, good and bad ones: image and mask%s."
                .formatted(rejects.isPresent() ? ", with the reason if the filter rejects it" : "")
            + legend(),
        scale(),
        pictures);
  }

  /** What a filter says of pairs that it rejects, by their number. */
  static Map<Integer, String> reasons(PairFilter.Result result) {
    return result.rejects().stream()
        .collect(
            Collectors.toMap(
                PairFilter.Reject::index,
                reject -> "rejected, " + reject.rule() + ": " + reject.reason()));
  }

  private static Captioned captioned(PairExample pair, String caption) {
    return new Captioned(Strip.of(List.of(pair.y(), Strip.grey(pair.x()))), caption);
  }

  /** Test images from the greatest loss to the greatest gain. */
  PictureGrid segmented(SegmentationRow without, SegmentationRow with) {
    try (Segmenter one = load(without);
        Segmenter other = load(with)) {
      List<Captioned> pictures = new ArrayList<>();
      for (int i : spread(without, with)) {
        PairExample pair = fold.test().example(i);
        pictures.add(
            new Captioned(
                Strip.of(
                    List.of(
                        pair.y(),
                        Strip.grey(pair.x()),
                        Strip.grey(one.segment(pair.y())),
                        Strip.grey(other.segment(pair.y())))),
                String.format(
                    Locale.ROOT,
                    "%s: Dice %.2f without, %.2f with",
                    pair.name(),
                    dice(without, i),
                    dice(with, i))));
      }
      return new PictureGrid(
          "Test images",
          "Image, truth, found without generated pairs, and found with them (%s). Of fold 0, from"
                  .formatted(with.key().method())
              + " the greatest loss to the greatest gain."
              + legend(),
          scale(),
          pictures);
    }
  }

  private Segmenter load(SegmentationRow row) {
    return Segmenter.load(SegmentationExperiment.network(out, row.key()));
  }

  private static List<Integer> spread(SegmentationRow without, SegmentationRow with) {
    List<Integer> sorted =
        IntStream.range(0, with.images().size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> dice(with, i) - dice(without, i)))
            .toList();
    int shown = Math.min(TESTS, sorted.size());
    return IntStream.range(0, shown)
        .mapToObj(i -> sorted.get(shown == 1 ? 0 : i * (sorted.size() - 1) / (shown - 1)))
        .toList();
  }

  private static double dice(SegmentationRow row, int image) {
    return row.images().get(image).figures().get(SegmentationFigure.DICE);
  }
}
