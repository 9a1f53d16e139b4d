package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.trainer.PairSource;

class MaskAreasTest {
  private static PairSource mask(float... values) {
    Shape shape = new Shape(1, 1, 2, 2);
    return new PairSet(Tensor.of(shape, values), Tensor.zeros(shape)).source();
  }

  private static final PairSource SMALL = mask(-1, -1, -1, 1);

  @Test
  void theRangeOfAllPartsIsTold() {
    assertEquals(
        "Masks cover 0.0 to 25.0 % of their image.",
        MaskAreas.told(List.of(SMALL, mask(-1, -1, -1, -1))));
  }

  @Test
  void masksThatMayBeInvertedAreAskedAbout() {
    assertEquals(
        "Masks cover 25.0 to 75.0 % of their image. 1 of 2 cover more than half of it: is black"
            + " exchanged for white in them?",
        MaskAreas.told(List.of(SMALL, mask(1, 1, 1, -1))));
  }
}
