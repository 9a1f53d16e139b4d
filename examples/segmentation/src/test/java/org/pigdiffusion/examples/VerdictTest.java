package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationFigures;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.common.HeldOut;

class VerdictTest {
  private static SegmentationRow row(String method, int images, IntToDoubleFunction dice) {
    return row(method, 1, images, dice);
  }

  private static SegmentationRow row(
      String method, long seed, int images, IntToDoubleFunction dice) {
    List<SegmentationRow.TestImage> tested =
        IntStream.range(0, images)
            .mapToObj(
                i -> {
                  Map<SegmentationFigure, Double> figures = new EnumMap<>(SegmentationFigure.class);
                  for (SegmentationFigure figure : SegmentationFigure.values()) {
                    figures.put(figure, dice.applyAsDouble(i));
                  }
                  return new SegmentationRow.TestImage(
                      "image " + i, "group " + i, List.of(new SegmentationFigures(figures)));
                })
            .toList();
    return new SegmentationRow(new SegmentationRow.Key(method, 0, seed), 10, 10, Map.of(), tested);
  }

  private static String verdict(int images, IntToDoubleFunction... gainOfSeeds) {
    List<SegmentationRow> rows = new ArrayList<>();
    for (int i = 0; i < gainOfSeeds.length; i++) {
      IntToDoubleFunction gain = gainOfSeeds[i];
      rows.add(row("real", i + 1, images, image -> 0.5));
      rows.add(row("pig 1x", i + 1, images, image -> 0.5 + gain.applyAsDouble(image)));
      rows.add(row("pig 2x", i + 1, images, image -> 0.9));
    }
    return Verdict.of(
        SegmentationResults.of(rows),
        List.of("pig 1x", "pig 2x"),
        Bootstrap.of(200, 1),
        SeenBefore.NO);
  }

  @Test
  void anIntervalThatHoldsZeroShowsNothing() {
    String unclear = verdict(40, i -> i % 2 == 0 ? 0.1 : -0.1, i -> i % 2 == 0 ? 0.1 : -0.1);
    assertTrue(
        unclear.startsWith("It is not shown that the generated pairs help or harm: with"), unclear);
    assertTrue(
        verdict(40, i -> -0.1 - i / 1000.0, i -> -0.12, i -> -0.11)
            .startsWith("The generated pairs harm: with"));
  }

  @Test
  void theFirstMethodIsJudgedInPoints() {
    assertEquals(
        "The generated pairs help: with pig 1x, Dice on unseen images changes by +15.0 (+15.0 to"
            + " +15.0) points (95 % interval). Of each training by itself: +15.0, +14.0, +16.0"
            + " (interval over the trainings: +12.5 to +17.5).",
        verdict(40, i -> 0.15, i -> 0.14, i -> 0.16));
  }

  /** Two trainings that differ by their seed alone are often further apart than any interval. */
  @Test
  void oneTrainingShowsNothingHoweverSureItsInterval() {
    assertEquals(
        "It is not shown that the generated pairs help or harm: with pig 1x, Dice on unseen images"
            + " changes by +10.0 (+10.0 to +10.0) points (95 % interval). Each network was trained once, and another training may give"
            + " another change: --seeds 3 trains each three times.",
        verdict(40, i -> 0.1));
  }

  /** Student's interval of two with 10 and 20 points reaches from -48.5 to 78.5. */
  @Test
  void trainingsThatDifferMuchShowNothing() {
    String verdict = verdict(40, i -> 0.1, i -> 0.2);
    assertTrue(
        verdict.startsWith(
            "It is not shown that the generated pairs help or harm, since the trainings differ too"
                + " much: with pig 1x, Dice on unseen images changes by +15.0"),
        verdict);
    assertTrue(
        verdict.endsWith(
            "Of each training by itself: +10.0, +20.0 (interval over the trainings: -48.5 to"
                + " +78.5)."),
        verdict);
    assertTrue(verdict(40, i -> 0.1, i -> 0, i -> 0.1).startsWith("It is not shown"));
  }

  @Test
  void whatAGivenPairHasLearntFromIsNotClaimed() {
    SegmentationResults results =
        SegmentationResults.of(List.of(row("real", 40, i -> 0.5), row("pig 1x", 40, i -> 0.6)));
    String verdict =
        Verdict.of(
            results,
            List.of("pig 1x"),
            Bootstrap.of(200, 1),
            new SeenBefore(Optional.of(HeldOut.NOT_KNOWN)));
    assertTrue(verdict.contains("Dice on held-out images changes by"), verdict);
    assertTrue(
        verdict.endsWith(
            " Whether the given pair has learnt from the test images is not known: if it has, this"
                + " is too good (see How to read this)."),
        verdict);
  }

  @Test
  void aFoldOfWhichNoPairPassedIsToldOf() {
    SegmentationRow empty =
        new SegmentationRow(
            new SegmentationRow.Key("pig 1x", 2, 1), 10, 0, Map.of("empty mask", 10), List.of());
    SegmentationRow real = row("real", 40, i -> 0.5);
    List<String> generated = List.of("pig 1x");
    Bootstrap bootstrap = Bootstrap.of(200, 1);
    String one =
        Verdict.of(
            SegmentationResults.of(List.of(real, row("pig 1x", 40, i -> 0.6), empty)),
            generated,
            bootstrap,
            SeenBefore.NO);
    assertTrue(one.contains("with pig 1x, Dice on unseen images changes by +10.0"), one);
    assertTrue(
        one.endsWith("In fold 2 no pair passed the filter: its images are not in this."), one);
    String all =
        Verdict.of(
            SegmentationResults.of(List.of(real, empty)), generated, bootstrap, SeenBefore.NO);
    assertTrue(
        all.startsWith(
            "Nothing is known of the generated pairs: of pig 1x, no pair passed the filter in fold"
                + " 2"),
        all);
  }

  @Test
  void fewGroupsAreToldOf() {
    assertTrue(verdict(29, i -> 0.1).endsWith("Only 29 groups were measured: that says little."));
  }
}
