package org.pigdiffusion.examples.rivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/**
 * The Dice of each method by the number of annotated images: means over the draws, with intervals
 * over the draws.
 *
 * @param counts numbers of images, rising
 * @param rows of all draws
 */
record CurveResults(List<Integer> counts, List<DrawRow> rows) {
  /** How sure intervals are. */
  static final double LEVEL = 0.95;

  /** What one network of a draw did. */
  record DrawRow(ImageDraws.Draw draw, SegmentationRow row) {}

  /** Real pairs alone, then the methods with generated pairs. */
  List<String> methods() {
    return rows.stream().map(each -> each.row().key().method()).distinct().toList();
  }

  /** The methods with generated pairs. */
  List<String> generated() {
    return methods().stream().filter(name -> !name.equals(SegmentationExperiment.REAL)).toList();
  }

  /**
   * The Dice of a method in each draw of so many images; draws without a pair left are not there.
   */
  SortedMap<Integer, Double> dice(String method, int images) {
    SortedMap<Integer, List<SegmentationRow>> byDraw = new TreeMap<>();
    for (DrawRow each : rows) {
      if (each.draw().images() == images) {
        byDraw.computeIfAbsent(each.draw().number(), n -> new ArrayList<>()).add(each.row());
      }
    }
    SortedMap<Integer, Double> values = new TreeMap<>();
    byDraw.forEach(
        (draw, ofDraw) -> {
          OptionalDouble value =
              SegmentationResults.of(ofDraw).value(method, SegmentationFigure.DICE);
          value.ifPresent(dice -> values.put(draw, dice));
        });
    return values;
  }

  /**
   * A method's Dice by the number of images; where fewer than two draws are left there is none. The
   * limits of its intervals are those of a share: Student's know nothing of these.
   */
  SortedMap<Integer, Measured> curve(String method) {
    SortedMap<Integer, Measured> curve = new TreeMap<>();
    for (int images : counts) {
      add(curve, images, new ArrayList<>(dice(method, images).values()));
    }
    curve.replaceAll(
        (images, dice) ->
            new Measured(dice.value(), Math.max(0, dice.low()), Math.min(1, dice.high())));
    return curve;
  }

  /** By how much a method's Dice is greater than that of real pairs alone, draw by draw. */
  SortedMap<Integer, Measured> change(String method) {
    SortedMap<Integer, Measured> changes = new TreeMap<>();
    for (int images : counts) {
      add(changes, images, new ArrayList<>(changes(method, images).values()));
    }
    return changes;
  }

  /**
   * The same over all numbers of images: the mean change of each draw over them, and of these the
   * mean with Student's interval over the draws. Draws that lack a number have no say.
   *
   * @return empty if fewer than two draws have all numbers
   */
  Optional<Measured> meanChange(String method) {
    SortedMap<Integer, List<Double>> byDraw = new TreeMap<>();
    for (int images : counts) {
      changes(method, images)
          .forEach(
              (draw, change) ->
                  byDraw.computeIfAbsent(draw, number -> new ArrayList<>()).add(change));
    }
    List<Double> means =
        byDraw.values().stream()
            .filter(changes -> changes.size() == counts.size())
            .map(changes -> changes.stream().mapToDouble(change -> change).average().orElseThrow())
            .toList();
    return means.size() > 1 ? Optional.of(Measured.ofRepetitions(means, LEVEL)) : Optional.empty();
  }

  /** The change in each draw of so many images in which both were measured. */
  private SortedMap<Integer, Double> changes(String method, int images) {
    Map<Integer, Double> real = dice(SegmentationExperiment.REAL, images);
    SortedMap<Integer, Double> changes = new TreeMap<>();
    dice(method, images)
        .forEach(
            (draw, value) -> {
              Double without = real.get(draw);
              if (without != null) {
                changes.put(draw, value - without);
              }
            });
    return changes;
  }

  /** How many draws a method's changes stand on where these are fewest; 0 if on none. */
  int fewestDraws(String method) {
    return counts.stream()
        .mapToInt(images -> changes(method, images).size())
        .filter(draws -> draws > 0)
        .min()
        .orElse(0);
  }

  private static void add(SortedMap<Integer, Measured> to, int images, List<Double> ofDraws) {
    if (ofDraws.size() > 1) {
      to.put(images, Measured.ofRepetitions(ofDraws, LEVEL));
    }
  }

  /** What the pairs of a method are worth. */
  ImagesWorth worth(String method) {
    return new ImagesWorth(curve(SegmentationExperiment.REAL), change(method));
  }

  /** All rows together, by the keys of {@link ImageDraws.Draw#key}. */
  SegmentationResults together() {
    return SegmentationResults.of(
        rows.stream()
            .map(
                each -> {
                  SegmentationRow.Key key = each.row().key();
                  return each.row().withKey(each.draw().key(key.method(), key.seed()));
                })
            .toList());
  }
}
