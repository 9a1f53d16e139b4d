package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SurfaceDistancesTest {
  private static SurfaceDistances pixels(Mask found, Mask expected) {
    return SurfaceDistances.between(found, expected, Spacing.PIXELS, Border.PIXELS);
  }

  private static SurfaceDistances corners(Mask found, Mask expected, Spacing spacing) {
    return SurfaceDistances.between(found, expected, spacing, Border.CORNERS);
  }

  /** MONAI, tests/metrics/test_hausdorff_distance.py: directed and not. */
  @Test
  void spheresAsInMonaisTests() {
    Mask small = TestMasks.ballAbout(20, 33, 22, 20);
    Mask large = TestMasks.ballAbout(20, 33, 22, 40);
    SurfaceDistances concentric = pixels(small, large);
    assertEquals(20.09975124224178, concentric.fromFound().greatest(), 1e-12);
    assertEquals(20.223748416156685, concentric.hausdorff(), 1e-12);
    assertEquals(19.924858845171276, concentric.fromFound().percentile(95), 1e-5);
    assertEquals(20.09975124224178, concentric.hausdorff(95), 1e-12);
    SurfaceDistances moved =
        pixels(TestMasks.ballAbout(20, 20, 20, 20), TestMasks.ballAbout(19, 19, 19, 20));
    assertEquals(1.7320508075688772, moved.hausdorff(), 1e-12);
  }

  /** DeepMind's surface_distance_test.py: single pixels, spacing 2 and 1. */
  @Test
  void twoPixelsAsInDeepMindsTests() {
    Mask left = TestMasks.of(1, 128, 128, (z, y, x) -> y == 50 && x == 70);
    Mask right = TestMasks.of(1, 128, 128, (z, y, x) -> y == 50 && x == 72);
    SurfaceDistances distances = corners(left, right, Spacing.of(2, 1));
    assertEquals(1.5, distances.fromFound().mean(), 1e-12);
    assertEquals(1.5, distances.fromExpected().mean(), 1e-12);
    assertEquals(1.5, distances.average(), 1e-12);
    assertEquals(2, distances.hausdorff(), 1e-12);
    assertEquals(2, distances.hausdorff(95), 1e-12);
    assertEquals(0.5, distances.normalised(1), 1e-12);
    SurfaceDistances centres =
        SurfaceDistances.between(left, right, Spacing.of(2, 1), Border.PIXELS);
    assertEquals(2, centres.average(), 1e-12);
    assertEquals(0, centres.normalised(1), 1e-12);
  }

  /**
   * DeepMind's test_two_squares_shifted_by_one_pixel, spacing 2 and 1: the distances and contour
   * lengths that it expects, of which the figures are the weighted means and percentiles.
   */
  @Test
  void squaresAsInDeepMindsTests() {
    Mask expected = TestMasks.rows("000000", "011000", "011000", "000000", "000000", "000000");
    Mask found = TestMasks.rows("000000", "011000", "011000", "011000", "000000", "000000");
    double diagonal = Math.sqrt(5) / 2;
    double ofExpected = 4 * diagonal + 2 + 4;
    double ofFound = 4 * diagonal + 2 + 8;
    SurfaceDistances distances = corners(found, expected, Spacing.of(2, 1));
    assertEquals(1 / ofExpected, distances.fromExpected().mean(), 1e-12);
    assertEquals(2 * (2 * diagonal + 1) / ofFound, distances.fromFound().mean(), 1e-12);
    assertEquals(2, distances.hausdorff(95), 1e-12);
    double near = ofExpected + ofFound - 2 * diagonal - 1;
    assertEquals(near / (ofExpected + ofFound), distances.normalised(1), 1e-12);
  }

  /** surface-distance 0.1 from PyPI, numpy 2.4, scipy 1.17, on the same masks by formula. */
  @Test
  void masksByFormulaAsDeepMindsProgramMeasuresThem() {
    SurfaceDistances blobs = corners(Formulas.BLOB, Formulas.BLOBS, Spacing.of(1.3, 0.7));
    assertEquals(2.1157858365175746, blobs.fromFound().mean(), 1e-12);
    assertEquals(5.158306668149978, blobs.fromExpected().mean(), 1e-12);
    assertEquals(16.19660458244258, blobs.hausdorff(), 1e-12);
    assertEquals(15.262044423995103, blobs.hausdorff(95), 1e-12);
    assertEquals(0.15192194281900537, blobs.normalised(1), 1e-12);
    SurfaceDistances noise = corners(Formulas.SPECKS, Formulas.DOTS, Spacing.PIXELS);
    assertEquals(0.8929201472101488, noise.fromFound().mean(), 1e-12);
    assertEquals(0.865783394452403, noise.fromExpected().mean(), 1e-12);
    assertEquals(2.8284271247461903, noise.hausdorff(95), 1e-12);
    assertEquals(0.7482740185376694, noise.normalised(1), 1e-12);
  }

  @Test
  void whatHasNoBorderOrAnotherSizeIsRefused() {
    Mask some = TestMasks.rows("10", "00");
    Mask none = TestMasks.rows("00", "00");
    Mask wide = TestMasks.rows("100", "000");
    assertThrows(IllegalArgumentException.class, () -> pixels(some, none));
    assertThrows(IllegalArgumentException.class, () -> pixels(none, some));
    assertEquals(
        "found: expected 1x2x2, found 1x2x3",
        assertThrows(IllegalArgumentException.class, () -> pixels(wide, some)).getMessage());
    Mask stack = TestMasks.of(2, 2, 2, (z, y, x) -> true);
    assertEquals(
        "border: CORNERS is for single images, found 2 slices; use PIXELS",
        assertThrows(IllegalArgumentException.class, () -> corners(stack, stack, Spacing.PIXELS))
            .getMessage());
    DirectedDistances same = pixels(some, some).fromFound();
    assertThrows(IllegalArgumentException.class, () -> same.percentile(0));
    assertThrows(IllegalArgumentException.class, () -> Spacing.of(0, 1));
  }

  /** Masks that were measured with other programs. */
  static final class Formulas {
    /** An oval with a hole. */
    static final Mask BLOB =
        TestMasks.of(
            1,
            24,
            32,
            (z, y, x) -> 2 * (y - 9) * (y - 9) + (x - 11) * (x - 11) < 70 && !(y == 9 && x == 11));

    /** An oval and a block in the corner of the image. */
    static final Mask BLOBS =
        TestMasks.of(
            1,
            24,
            32,
            (z, y, x) -> (y - 12) * (y - 12) + 3 * (x - 13) * (x - 13) < 60 || (y > 19 && x > 26));

    static final Mask SPECKS =
        TestMasks.of(1, 13, 17, (z, y, x) -> (31 * y * y + 17 * x * x + 7 * x * y) % 23 < 4);

    static final Mask DOTS =
        TestMasks.of(1, 13, 17, (z, y, x) -> (13 * y * y + 29 * x * x + 5 * x * y) % 19 < 3);

    /** A ball among specks. */
    static final Mask SPECKED_BALL =
        TestMasks.of(
            7,
            13,
            17,
            (z, y, x) ->
                (31 * y * y + 17 * x * x + 7 * x * y + 11 * z * z) % 23 < 4
                    || (z - 3) * (z - 3) * 4 + (y - 6) * (y - 6) + (x - 8) * (x - 8) < 20);

    static final Mask BALL =
        TestMasks.of(
            7,
            13,
            17,
            (z, y, x) -> (z - 2) * (z - 2) * 4 + (y - 7) * (y - 7) + (x - 6) * (x - 6) < 30);

    private Formulas() {}
  }
}
