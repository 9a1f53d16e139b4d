package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class OverlapTest {
  private static Tensor masks(float... values) {
    return Tensor.of(new Shape(values.length / 4, 1, 2, 2), values);
  }

  @Test
  void pixelsAreCountedImageByImage() {
    assertEquals(
        List.of(new Overlap(1, 2, 3), new Overlap(0, 1, 0)),
        Overlap.ofEach(masks(1, 1, -1, -1, -1, 0, -1, 0.5f), masks(1, -1, 1, 0.1f, -1, -1, 0, -1)));
  }

  @Test
  void masksOfAnotherShapeAreRefused() {
    Tensor two = masks(1, 1, 1, 1, 1, 1, 1, 1);
    Tensor one = masks(1, 1, 1, 1);
    assertThrows(IllegalArgumentException.class, () -> Overlap.ofEach(two, one));
    Tensor classes = Tensor.zeros(new Shape(1, 3, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> Overlap.ofEach(classes, one));
  }

  @Test
  void ofSeveralClassesAllThatIsNotBackgroundIsCompared() {
    Shape shape = new Shape(1, 3, 2, 2);
    // Background wins only at the last pixel of the one, and at the last two of the other.
    Tensor found = Tensor.of(shape, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0);
    Tensor expected = Tensor.of(shape, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0);
    assertEquals(List.of(new Overlap(2, 3, 2)), Overlap.ofEach(found, expected));
  }

  @Test
  void exchangedClassesDoNotAgree() {
    Shape shape = new Shape(2, 3, 1, 4);
    // The first image: classes 1, 1, 2 and background; the second: background alone.
    Tensor expected =
        Tensor.of(shape, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    // Classes 1, 2, 2 and background: the Dice of class 1 is 2/3, of class 2 too.
    Tensor found =
        Tensor.of(shape, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    assertArrayEquals(new double[] {1, 1}, Overlap.meanDice(expected, expected), 1e-12);
    // The second image lacks class 2 in both masks, and class 1 in one of them.
    assertArrayEquals(new double[] {2.0 / 3, 0.5}, Overlap.meanDice(found, expected), 1e-12);
    assertEquals(1, Overlap.ofEach(found, expected).get(0).dice());
    Tensor narrow = Tensor.zeros(new Shape(2, 3, 1, 3));
    assertThrows(IllegalArgumentException.class, () -> Overlap.meanDice(narrow, expected));
  }

  @Test
  void ofOneClassTheMeanIsItsDice() {
    Tensor found = masks(1, 1, -1, -1, -1, -1, -1, -1);
    Tensor expected = masks(1, -1, 1, 0.1f, -1, -1, 0, -1);
    assertArrayEquals(new double[] {0.4, 1}, Overlap.meanDice(found, expected), 1e-12);
  }

  @Test
  void diceByHand() {
    Overlap some = new Overlap(2, 4, 6);
    assertEquals(0.4, some.dice(), 1e-12);
    assertEquals(1, new Overlap(0, 0, 0).dice());
    assertEquals(0, new Overlap(0, 3, 0).dice());
    assertEquals(4.0 / 13, Overlap.pooled(List.of(some, new Overlap(0, 3, 0))).dice(), 1e-12);
  }
}
