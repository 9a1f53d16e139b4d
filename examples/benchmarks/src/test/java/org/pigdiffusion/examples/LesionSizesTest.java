package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.PairSet;

class LesionSizesTest {
  private static PairSet masks(float... rowsOfFour) {
    Shape shape = new Shape(rowsOfFour.length / 4, 1, 1, 4);
    return new PairSet(Tensor.of(shape, rowsOfFour), Tensor.zeros(shape));
  }

  /** Lesions of 1 and 1 pixels, of 4, and none: against one of 2. */
  @Test
  void byHand() {
    PairSet sampled = masks(1, -1, 1, -1, 1, 1, 1, 1, -1, -1, -1, -1);
    PairSet training = masks(-1, 1, 1, -1);
    Map<String, Object> sizes =
        LesionSizes.compare(training, Map.of("sampled", sampled), Bootstrap.of(200, 1));
    assertEquals(2.0, sizes.get("training pairs, mean"));
    assertEquals(2.0, sizes.get("sampled, mean"));
    Measured distance = (Measured) sizes.get("sampled, Wasserstein-1 distance");
    assertEquals((1 + 1 + 2) / 3.0, distance.value(), 1e-12);
    assertEquals(
        distance.value(), distance.low(), 1e-12, "each draw has both masks: draws of one are none");
  }

  @Test
  void masksWithoutLesionsAreTold() {
    PairSet none = masks(-1, -1, -1, -1, -1, -1, -1, -1);
    Map<String, Object> sizes =
        LesionSizes.compare(none, Map.of("sampled", none), Bootstrap.of(20, 1));
    assertEquals(0.0, sizes.get("sampled, mean"));
    assertTrue(sizes.get("sampled, Wasserstein-1 distance").toString().startsWith("not measured"));
  }
}
