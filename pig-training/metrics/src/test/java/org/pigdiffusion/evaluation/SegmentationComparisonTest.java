package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.evaluation.SegmentationFigure.AVERAGE_SURFACE_DISTANCE;
import static org.pigdiffusion.evaluation.SegmentationFigure.BOUNDARY_IOU;
import static org.pigdiffusion.evaluation.SegmentationFigure.DICE;
import static org.pigdiffusion.evaluation.SegmentationFigure.HAUSDORFF;
import static org.pigdiffusion.evaluation.SegmentationFigure.HAUSDORFF_95;
import static org.pigdiffusion.evaluation.SegmentationFigure.IOU;
import static org.pigdiffusion.evaluation.SegmentationFigure.MEAN_AVERAGE_SURFACE_DISTANCE;
import static org.pigdiffusion.evaluation.SegmentationFigure.NORMALISED_SURFACE_DISTANCE;
import static org.pigdiffusion.evaluation.SegmentationFigure.PRECISION;
import static org.pigdiffusion.evaluation.SegmentationFigure.RECALL;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.SurfaceDistancesTest.Formulas;

class SegmentationComparisonTest {
  private static final SegmentationComparison PLAIN = SegmentationComparison.builder().build();

  private static void assertFigures(
      Map<SegmentationFigure, Double> expected, SegmentationFigures found, double delta) {
    assertEquals(SegmentationFigure.values().length, expected.size());
    expected.forEach(
        (figure, value) -> assertEquals(value, found.get(figure), delta, figure::label));
  }

  /**
   * The test of MONAI's wrapper of MetricsReloaded. These two programs add an epsilon to the
   * denominators, which gives a Dice of .799992 and an IoU of .666664; hence the tolerance.
   */
  @Test
  void fourPixelsAsInMonaisTests() {
    SegmentationFigures figures =
        PLAIN.figures(TestMasks.rows("10", "01"), TestMasks.rows("10", "11"));
    assertEquals(0.799992, figures.get(DICE), 1e-5);
    assertEquals(0.666664, figures.get(IOU), 1e-5);
    assertFigures(
        Map.of(
            DICE, 0.8,
            IOU, 2 / 3.0,
            PRECISION, 1.0,
            RECALL, 2 / 3.0,
            HAUSDORFF, 1.0,
            HAUSDORFF_95, 0.9,
            AVERAGE_SURFACE_DISTANCE, 0.2,
            MEAN_AVERAGE_SURFACE_DISTANCE, 1 / 6.0,
            NORMALISED_SURFACE_DISTANCE, 1.0,
            BOUNDARY_IOU, 2 / 3.0),
        figures,
        1e-12);
  }

  /**
   * medpy 0.5.2 gave Dice, IoU, precision, recall, HD and ASSD; numpy 2.4 and scipy 1.17 by the
   * formulas of MetricsReloaded the others. Spacing 1.3 and 0.7, boundary width 2.
   */
  @Test
  void blobsAsOtherProgramsMeasureThem() {
    assertFigures(
        Map.of(
            DICE, 0.5195729537366548,
            IOU, 0.35096153846153844,
            PRECISION, 0.474025974025974,
            RECALL, 0.5748031496062992,
            HAUSDORFF, 16.19660458244258,
            HAUSDORFF_95, 15.262044423995103,
            AVERAGE_SURFACE_DISTANCE, 3.9656908292023267,
            MEAN_AVERAGE_SURFACE_DISTANCE, 3.924036891088046,
            NORMALISED_SURFACE_DISTANCE, 0.16666666666666666,
            BOUNDARY_IOU, 0.22279792746113988),
        SegmentationComparison.builder()
            .spacing(Spacing.of(1.3, 0.7))
            .boundaryWidth(2)
            .build()
            .figures(Formulas.BLOB, Formulas.BLOBS),
        1e-12);
  }

  /** As before, a stack of 7 slices; spacing 2.5, 1 and 0.8, tolerance 1.5, boundary width 1.1. */
  @Test
  void stacksAsOtherProgramsMeasureThem() {
    assertFigures(
        Map.of(
            DICE, 0.4535809018567639,
            IOU, 0.2933104631217839,
            PRECISION, 0.4222222222222222,
            RECALL, 0.4899713467048711,
            HAUSDORFF, 8.002499609497024,
            HAUSDORFF_95, 5.936328831862332,
            AVERAGE_SURFACE_DISTANCE, 1.867186031624431,
            MEAN_AVERAGE_SURFACE_DISTANCE, 1.6377851086712292,
            NORMALISED_SURFACE_DISTANCE, 0.5480225988700564,
            BOUNDARY_IOU, 0.17439703153988867),
        SegmentationComparison.builder()
            .spacing(new Spacing(2.5, 1, 0.8))
            .tolerance(1.5)
            .boundaryWidth(1.1)
            .build()
            .figures(Formulas.SPECKED_BALL, Formulas.BALL),
        1e-12);
  }

  /** On the only slice of a lesion, all of its pixels touch what is above and below. */
  @Test
  void lesionsOnOneSliceOfAStackAreThoseOfAStack() {
    for (int slice = 0; slice < 3; slice++) {
      int only = slice;
      Mask found = TestMasks.of(3, 9, 9, (z, y, x) -> z == only && inSquare(y, x, 3, 5));
      Mask expected = TestMasks.of(3, 9, 9, (z, y, x) -> z == only && inSquare(y, x, 2, 6));
      SurfaceDistances whole =
          SurfaceDistances.between(found, expected, Spacing.PIXELS, Border.PIXELS);
      SegmentationFigures figures = PLAIN.figures(found, expected);
      assertEquals((12 + 4 * Math.sqrt(2)) / (9 + 25), whole.average(), 1e-12);
      assertEquals(whole.average(), figures.get(AVERAGE_SURFACE_DISTANCE), 1e-12);
      assertEquals(whole.normalised(1), figures.get(NORMALISED_SURFACE_DISTANCE), 1e-12);
      assertEquals(9 / 25.0, figures.get(BOUNDARY_IOU), 1e-12);
      SegmentationComparison corners =
          SegmentationComparison.builder().border(Border.CORNERS).build();
      assertThrows(IllegalArgumentException.class, () -> corners.figures(found, expected));
    }
  }

  private static boolean inSquare(int row, int column, int first, int last) {
    return row >= first && row <= last && column >= first && column <= last;
  }

  @Test
  void theBorderIsAChoice() {
    Mask left = TestMasks.rows("00000", "01000", "00000");
    Mask right = TestMasks.rows("00000", "00010", "00000");
    SegmentationFigures corners =
        SegmentationComparison.builder().border(Border.CORNERS).build().figures(left, right);
    assertEquals(1.5, corners.get(AVERAGE_SURFACE_DISTANCE), 1e-12);
    assertEquals(2, PLAIN.figures(left, right).get(AVERAGE_SURFACE_DISTANCE), 1e-12);
    assertEquals(0, corners.get(DICE));
  }

  @Test
  void emptyMasksFollowTheRule() {
    Mask none = TestMasks.of(1, 3, 4, (z, y, x) -> false);
    Mask some = TestMasks.of(1, 3, 4, (z, y, x) -> x == 1);
    SegmentationComparison wide =
        SegmentationComparison.builder().spacing(new Spacing(100, 2, 2)).build();
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      double agreed = figure.isShare() ? 1 : 0;
      double worst = figure.isShare() ? 0 : Math.hypot(3 * 2, 4 * 2);
      assertEquals(agreed, wide.figures(none, none).get(figure), 1e-12, figure::label);
      assertEquals(agreed, wide.figures(some, some).get(figure), 1e-12, figure::label);
      assertEquals(worst, wide.figures(none, some).get(figure), 1e-12, figure::label);
      assertEquals(worst, wide.figures(some, none).get(figure), 1e-12, figure::label);
    }
    Mask stack = TestMasks.of(2, 3, 4, (z, y, x) -> x == 1);
    Mask hollow = TestMasks.of(2, 3, 4, (z, y, x) -> false);
    assertEquals(Math.sqrt(4 + 9 + 16), PLAIN.figures(stack, hollow).get(HAUSDORFF), 1e-12);
  }

  @Test
  void everyImageOfABatchIsMeasured() {
    Tensor found = Tensor.of(new Shape(3, 1, 1, 3), 1, -1, -1, 1, 1, -1, -1, -1, 1);
    Tensor expected = Tensor.of(new Shape(3, 1, 1, 3), 1, -1, -1, -1, 1, 1, -1, -1, 1);
    List<SegmentationFigures> images = PLAIN.ofEach(found, expected);
    assertEquals(1, images.get(0).get(DICE));
    assertEquals(0.5, images.get(1).get(DICE), 1e-12);
    Measured dice = SegmentationFigures.mean(images, Bootstrap.of(100, 1)).get(DICE);
    assertEquals(2.5 / 3, dice.value(), 1e-12);
    assertTrue(dice.low() < 0.8 && dice.high() > 0.9, dice.toString());
    Tensor other = Tensor.zeros(new Shape(3, 1, 3, 1));
    assertThrows(IllegalArgumentException.class, () -> PLAIN.ofEach(other, expected));
    Tensor broken = Tensor.filled(expected.shape(), Float.NaN);
    assertThrows(IllegalArgumentException.class, () -> PLAIN.ofEach(broken, expected));
  }

  /** Label maps of one row, a digit each pixel, as masks of the background and two classes. */
  private static Tensor labels(String... rows) {
    int width = rows[0].length();
    float[] values = new float[rows.length * 3 * width];
    for (int i = 0; i < values.length; i++) {
      char label = rows[i / width / 3].charAt(i % width);
      values[i] = label - '0' == i / width % 3 ? 1 : -1;
    }
    return Tensor.adopt(new Shape(rows.length, 3, 1, width), values);
  }

  /** Worked out by hand. */
  @Test
  void eachClassIsMeasuredByItself() {
    Tensor found = labels("01122", "00110", "00122", "00221");
    Tensor expected = labels("00112", "00110", "00110", "00112");
    List<List<SegmentationFigures>> images = PLAIN.ofEachClass(found, expected);
    assertEquals(4, images.size());
    // Class 1: pixels 1 and 2, and 2 and 3. Class 2: pixels 3 and 4, and 4.
    assertEquals(2 * 1 / 4.0, images.get(0).get(0).get(DICE), 1e-12);
    assertEquals(2 * 1 / 3.0, images.get(0).get(1).get(DICE), 1e-12);
    assertEquals(1 / 2.0, images.get(0).get(1).get(PRECISION), 1e-12);
    assertEquals(1, images.get(0).get(1).get(RECALL), 1e-12);
    // Neither mask has class 2.
    assertEquals(1, images.get(1).get(0).get(DICE), 1e-12);
    assertEquals(1, images.get(1).get(1).get(DICE), 1e-12);
    assertEquals(0, images.get(1).get(1).get(HAUSDORFF), 1e-12);
    // The found mask alone has class 2.
    assertEquals(2 * 1 / 3.0, images.get(2).get(0).get(DICE), 1e-12);
    assertEquals(0, images.get(2).get(1).get(DICE), 1e-12);
    assertEquals(Math.hypot(1, 5), images.get(2).get(1).get(HAUSDORFF), 1e-12);
    // Each class is taken for the other: lesions of any class agree, no class does.
    assertEquals(1, PLAIN.ofEach(found, expected).get(3).get(DICE), 1e-12);
    assertEquals(0, images.get(3).get(0).get(DICE), 1e-12);
    assertEquals(0, images.get(3).get(1).get(DICE), 1e-12);
    Tensor narrow = labels("0112");
    assertThrows(IllegalArgumentException.class, () -> PLAIN.ofEachClass(narrow, expected));
  }

  @Test
  void oneClassIsMeasuredAsLesionsOfAnyClassAre() {
    Tensor found = Tensor.of(new Shape(1, 1, 1, 3), 1, 1, -1);
    Tensor expected = Tensor.of(new Shape(1, 1, 1, 3), -1, 1, 1);
    assertEquals(List.of(PLAIN.ofEach(found, expected)), PLAIN.ofEachClass(found, expected));
  }

  @Test
  void classesAreMeasuredTogetherOrApart() {
    Tensor masks = Tensor.of(new Shape(1, 3, 1, 3), 1, -1, -1, -1, 1, -1, -1, -1, 1);
    assertEquals(2, Mask.ofEach(masks).get(0).pixels());
    assertTrue(Mask.ofEach(masks, 2).get(0).at(0, 0, 2));
    assertEquals(1, Mask.ofEach(masks, 2).get(0).pixels());
    assertEquals(
        "label: expected in [0,2], found 3",
        assertThrows(IllegalArgumentException.class, () -> Mask.ofEach(masks, 3)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Mask.of(new boolean[5], 2, 3));
  }

  @Test
  void badSettingsAreRefused() {
    SegmentationComparison.Builder builder = SegmentationComparison.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.tolerance(-1));
    assertThrows(IllegalArgumentException.class, () -> builder.boundaryWidth(0));
    assertThrows(IllegalArgumentException.class, () -> new SegmentationFigures(Map.of(DICE, 1.0)));
  }
}
