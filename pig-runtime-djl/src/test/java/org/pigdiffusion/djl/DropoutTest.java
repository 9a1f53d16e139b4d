package org.pigdiffusion.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DropoutTest {

  @Test
  void dropsTheShareAndKeepsTheMean() {
    try (NDManager manager = DjlEngine.newManager()) {
      float[] dropped = dropped(manager, 1);
      int zeros = 0;
      double sum = 0;
      for (float value : dropped) {
        zeros += value == 0 ? 1 : 0;
        sum += value;
      }
      assertEquals(0.3, zeros / (double) dropped.length, 0.01);
      assertEquals(1, sum / dropped.length, 0.02);
      assertArrayEquals(dropped, dropped(manager, 1));
    }
  }

  private static float[] dropped(NDManager manager, long seed) {
    NDArray ones = manager.ones(new Shape(10, 4, 16, 16));
    return Dropout.random(image -> new SplittableRandom(seed + image))
        .apply(manager, ones, 0.3)
        .toFloatArray();
  }

  @Test
  void noneLeavesTheArrayAlone() {
    try (NDManager manager = DjlEngine.newManager()) {
      NDArray ones = manager.ones(new Shape(2, 2));
      assertSame(ones, Dropout.none().apply(manager, ones, 0.5));
    }
  }
}
