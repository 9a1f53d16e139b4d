package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.MaskStatistics;

class PairSetTest {
  /** Classes 1 2 1 0 and 0 2 2 1, channel after channel. */
  private static final PairSet PAIRS =
      new PairSet(
          Tensor.of(
              new Shape(2, 3, 1, 4),
              new float[] {
                0, 0, 0, 9, 1, 0, 1, 0, 0, 1, 0, 0, //
                1, 0, 0, 0, 0, 0, 0, 1, 0, 2, 2, 0
              }),
          Tensor.zeros(new Shape(2, 1, 1, 4)));

  @Test
  void oneClassAlone() {
    PairSet first = PAIRS.ofClass(1);
    assertEquals(
        Tensor.of(new Shape(2, 1, 1, 4), new float[] {1, -1, 1, -1, -1, -1, -1, 1}), first.x());
    assertEquals(PAIRS.y(), first.y());
    // All that is not background would be one lesion.
    assertEquals(2, MaskStatistics.ofEach(first.x()).get(0).components());
    assertEquals(1, MaskStatistics.ofEach(PAIRS.x()).get(0).components());
    assertEquals(first.x(), first.ofClass(1).x(), "the one class of masks of one channel");
  }

  @Test
  void aClassThatIsNotThereIsRefused() {
    for (int number : new int[] {-1, 0, 3}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> PAIRS.ofClass(number)).getMessage();
      assertTrue(message.contains("[1,2], found " + number), message);
    }
    assertThrows(IllegalArgumentException.class, () -> PAIRS.ofClass(1).ofClass(2));
  }
}
