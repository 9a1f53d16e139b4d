package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.SurfaceDistancesTest.Formulas;

class LesionFiguresTest {
  private static final SegmentationComparison PLAIN = SegmentationComparison.builder().build();

  private static double meanDice(LesionFigures figures) {
    return figures.lesions().stream()
        .mapToDouble(lesion -> lesion.get(SegmentationFigure.DICE))
        .average()
        .orElseThrow();
  }

  /** scipy.ndimage.label 1.17 with a structure of ones; overlapping labels matched in numpy. */
  @Test
  void specksAsScipyLabelsThem() {
    LesionFigures figures = PLAIN.lesions(Formulas.SPECKS, Formulas.DOTS);
    assertEquals(18, figures.lesions().size());
    assertEquals(3, figures.found());
    assertEquals(15, figures.missed());
    assertEquals(11, figures.falseAlarms());
    assertEquals(0.0853174603174603, meanDice(figures), 1e-12);
  }

  @Test
  void stacksAsScipyLabelsThem() {
    LesionFigures figures = PLAIN.lesions(Formulas.SPECKED_BALL, Formulas.BALL);
    assertEquals(1, figures.found());
    assertEquals(0, figures.missed());
    assertEquals(5, figures.falseAlarms());
    assertEquals(0.4578313253012048, meanDice(figures), 1e-12);
  }

  /** One found patch lies on two lesions, one in two parts on one, one is a false alarm. */
  @Test
  void lesionsAreMatchedByOverlap() {
    Mask expected =
        TestMasks.rows(
            "1010000", //
            "0000000", "1111100", "0000000", "0000001");
    Mask found =
        TestMasks.rows(
            "1110000", //
            "0000000", "1101000", "0000000", "0010000");
    LesionFigures figures = PLAIN.lesions(found, expected);
    assertEquals(4, figures.lesions().size());
    assertEquals(1, figures.missed());
    assertEquals(1, figures.falseAlarms());
    List<Double> dice =
        figures.lesions().stream().map(f -> f.get(SegmentationFigure.DICE)).toList();
    assertEquals(List.of(2.0 / 4, 2.0 / 4, 2.0 * 3 / 8, 0.0), dice);
    assertEquals(3 / 4.0, figures.recall(), 1e-12);
    assertEquals(3 / 4.0, figures.precision(), 1e-12);
    assertEquals(6 / 8.0, figures.f1(), 1e-12);
    assertEquals(
        Math.hypot(5, 7), figures.lesions().get(3).get(SegmentationFigure.HAUSDORFF), 1e-12);
  }

  @Test
  void emptyMasksFollowTheRule() {
    Mask none = TestMasks.rows("000");
    Mask two = TestMasks.rows("101");
    LesionFigures agreed = PLAIN.lesions(none, none);
    assertEquals(List.of(1.0, 1.0, 1.0), List.of(agreed.recall(), agreed.precision(), agreed.f1()));
    LesionFigures alarms = PLAIN.lesions(two, none);
    assertEquals(2, alarms.falseAlarms());
    assertEquals(List.of(0.0, 0.0, 0.0), List.of(alarms.recall(), alarms.precision(), alarms.f1()));
    LesionFigures missed = PLAIN.lesions(none, two);
    assertEquals(2, missed.missed());
    assertEquals(List.of(0.0, 0.0, 0.0), List.of(missed.recall(), missed.precision(), missed.f1()));
  }

  @Test
  void imagesArePooledLesionByLesion() {
    Mask one = TestMasks.rows("1000");
    Mask two = TestMasks.rows("1010");
    LesionFigures pooled =
        LesionFigures.pooled(List.of(PLAIN.lesions(one, two), PLAIN.lesions(two, one)));
    assertEquals(3, pooled.lesions().size());
    assertEquals(1, pooled.missed());
    assertEquals(1, pooled.falseAlarms());
    assertEquals(2 / 3.0, pooled.recall(), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> new LesionFigures(List.of(), 1, 0));
  }
}
