package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.trainer.PairExample;

/**
 * The embedded pair makes masks and images of one channel; it takes sides that 8 divides, and
 * learnt from 64x64.
 */
class FittingModelsTest {
  private static PairExample pair(int masks, int images, int size) {
    return new PairExample(
        "phantom",
        "phantom",
        Tensor.zeros(new Shape(1, masks, size, size)),
        Tensor.zeros(new Shape(1, images, size, size)));
  }

  private static String refusal(PairExample real) {
    try (OnnxPair models = EmbeddedPair.PHANTOMS.open(settings -> settings)) {
      return String.valueOf(
          assertThrows(IllegalArgumentException.class, () -> FittingModels.require(models, real))
              .getMessage());
    }
  }

  @Test
  void whatTheModelsMakeIsTaken() {
    try (OnnxPair models = EmbeddedPair.PHANTOMS.open(settings -> settings)) {
      assertDoesNotThrow(() -> FittingModels.require(models, pair(1, 1, 64)));
    }
  }

  @Test
  void otherChannelsAreRefused() {
    assertEquals(
        "pair of models: expected masks of as many channels as the data has, 3, found 1; --mask-classes"
            + " and --channels say how the data is read",
        refusal(pair(3, 1, 64)));
    assertTrue(refusal(pair(1, 3, 64)).startsWith("pair of models: expected images of as many"));
  }

  @Test
  void anotherSizeIsRefused() {
    String told = refusal(pair(1, 1, 63));
    assertTrue(
        told.startsWith("pair of models: expected one for images of 63x63, as the data has,"),
        told);
    assertTrue(
        told.endsWith("; the data must have the size that they were trained with (--size)"), told);
    assertEquals(
        "pair of models: expected one for images of 32x32, as the data has, found that model x"
            + " learnt from images of 64x64; the data must have the size that they were trained with"
            + " (--size)",
        refusal(pair(1, 1, 32)));
  }
}
