package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class MaskComparisonTest {
  private static final Tensor REAL =
      Tensor.of(new Shape(3, 1, 1, 4), new float[] {-1, -1, -1, -1, 1, -1, 1, -1, 1, 1, 1, 1});

  private static final Tensor SAMPLED =
      Tensor.of(new Shape(2, 1, 1, 4), new float[] {-1, -1, -1, -1, -1, -1, -1, 1});

  @Test
  void byHand() {
    MaskComparison compared = MaskComparison.of(REAL, SAMPLED);
    assertEquals(List.of(0.0, 0.5, 1.0), compared.realAreas());
    assertEquals(List.of(0.0, 0.25), compared.sampledAreas());
    // Up to 1/4 lie all of the sampled areas, and a third of the real ones.
    assertEquals(2 / 3.0, compared.areaDistance(), 1e-12);
    assertEquals(1, compared.realLesions(), 1e-12);
    assertEquals(0.5, compared.sampledLesions(), 1e-12);
  }

  @Test
  void aSetIsNoDistanceFromItself() {
    assertEquals(0, MaskComparison.of(REAL, REAL).areaDistance());
  }

  @Test
  void oneMaskAndMasksOfAnotherSizeAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> MaskComparison.of(REAL, SAMPLED.slice(0, 1)));
    assertThrows(
        IllegalArgumentException.class, () -> MaskComparison.of(REAL.slice(0, 1), SAMPLED));
    Tensor wide = Tensor.zeros(new Shape(2, 1, 1, 5));
    assertThrows(IllegalArgumentException.class, () -> MaskComparison.of(REAL, wide));
  }
}
