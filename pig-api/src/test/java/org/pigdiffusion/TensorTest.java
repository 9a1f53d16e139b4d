package org.pigdiffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;
import static org.pigdiffusion.contract.TensorAssertions.tensor;

import com.google.common.testing.EqualsTester;
import java.nio.BufferOverflowException;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
  private static final Shape SHAPE = new Shape(2, 3, 4, 5);
  private static final Tensor COUNTING = tensor(SHAPE, i -> i);

  @Test
  void valuesAreInOrderOfBatchChannelRowColumn() {
    int i = 0;
    for (int n = 0; n < 2; n++) {
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < 4; y++) {
          for (int x = 0; x < 5; x++) {
            assertEquals(i++, COUNTING.at(n, c, y, x));
          }
        }
      }
    }
  }

  @Test
  void anIndexBeyondAnyAxisIsRefused() {
    int[][] beyond = {
      {2, 0, 0, 0}, {0, 3, 0, 0}, {0, 0, 4, 0}, {0, 0, 0, 5},
      {-1, 0, 0, 0}, {0, -1, 0, 0}, {0, 0, -1, 0}, {0, 0, 0, -1}
    };
    for (int[] at : beyond) {
      assertThrows(IndexOutOfBoundsException.class, () -> COUNTING.at(at[0], at[1], at[2], at[3]));
    }
  }

  @Test
  void theNumberOfValuesMustFitTheShape() {
    assertRefused("values", () -> Tensor.of(new Shape(1, 1, 1, 2), 1));
    assertRefused("values", () -> Tensor.adopt(new Shape(1, 1, 1, 2), new float[3]));
  }

  @Test
  void anyNumberOfTensorsCombine() {
    Shape two = new Shape(1, 1, 1, 2);
    List<Tensor> tensors = List.of(Tensor.of(two, 1, 2), Tensor.of(two, 10, 20), COUNTING);
    assertEquals(
        Tensor.of(two, 5, 10), Tensor.combine(new double[] {-5, 1}, tensors.subList(0, 2)));
    assertRefused("tensors[2]", () -> Tensor.combine(new double[] {1, 1, 1}, tensors));
    assertRefused("factors", () -> Tensor.combine(new double[] {1}, tensors));
    assertRefused("factors", () -> Tensor.combine(new double[0], List.of()));
  }

  @Test
  void selectTakesImagesInAnyOrder() {
    Tensor first = COUNTING.slice(0, 1);
    Tensor second = COUNTING.slice(1, 2);
    assertEquals(Tensor.concatBatch(List.of(second, first, second)), COUNTING.select(1, 0, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> COUNTING.select(2));
    assertRefused("batch", () -> COUNTING.select());
  }

  @Test
  void nothingWritesThrough() {
    float[] given = {1, 2};
    Tensor tensor = Tensor.of(new Shape(1, 1, 1, 2), given);
    given[0] = 9;
    tensor.toArray()[1] = 9;
    assertEquals(Tensor.of(tensor.shape(), 1, 2), tensor);
    assertThrows(ReadOnlyBufferException.class, () -> tensor.buffer().put(0, 9));
  }

  @Test
  void copyToFillsTheBufferFromItsPosition() {
    Tensor two = Tensor.of(new Shape(1, 1, 1, 2), 1, 2);
    FloatBuffer target = FloatBuffer.allocate(4);
    two.copyTo(target);
    two.copyTo(target);
    assertEquals(FloatBuffer.wrap(new float[] {1, 2, 1, 2}), target.flip());
    assertThrows(BufferOverflowException.class, () -> two.copyTo(FloatBuffer.allocate(1)));
    assertEquals(FloatBuffer.wrap(new float[] {1, 2}), two.buffer());
  }

  @Test
  void slicesAndTheirConcatenationAreTheWhole() {
    Tensor first = COUNTING.slice(0, 1);
    Tensor second = COUNTING.slice(1, 2);
    assertEquals(60, second.at(0, 0, 0, 0));
    assertEquals(COUNTING, Tensor.concatBatch(List.of(first, second)));
    assertSame(COUNTING, COUNTING.slice(0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> COUNTING.slice(1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> COUNTING.slice(-1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> COUNTING.slice(0, 3));
  }

  @Test
  void whatCannotBeConcatenatedIsRefused() {
    assertRefused("parts", () -> Tensor.concatBatch(List.of()));
    assertRefused(
        "parts", () -> Tensor.concatBatch(List.of(COUNTING, Tensor.zeros(SHAPE.withChannels(2)))));
    Tensor huge = Tensor.zeros(new Shape(Integer.MAX_VALUE, 0, 1, 1));
    assertRefused("parts", () -> Tensor.concatBatch(List.of(huge, huge)));
  }

  @Test
  void combineIsLinearAndRoundsOnce() {
    Shape one = new Shape(1, 1, 1, 1);
    Tensor large = Tensor.of(one, 16_777_216f);
    Tensor small = Tensor.of(one, 1f);
    // 2 * 2^24 + 3 - 2 * 2^24 in float would lose the 3.
    assertEquals(Tensor.of(one, 33_554_436f), Tensor.combine(2, large, 3, small));
    assertEquals(Tensor.of(one, 0.5f), Tensor.combine(0, large, 0.5, small));
    assertRefused("y", () -> Tensor.combine(1, large, 1, COUNTING));
  }

  @Test
  void mapAndClampAndFilled() {
    Shape three = new Shape(1, 1, 1, 3);
    assertEquals(Tensor.of(three, 1, 4, 9), Tensor.of(three, 1, -2, 3).map(value -> value * value));
    assertEquals(Tensor.of(three, -1, 0.5f, 1), Tensor.of(three, -3, 0.5f, 2).clamp(-1, 1));
    assertEquals(Tensor.of(three, 7, 7, 7), Tensor.filled(three, 7));
    assertEquals(Tensor.filled(three, 0), Tensor.zeros(three));
    assertRefused("range", () -> COUNTING.clamp(1, -1));
    assertRefused("range", () -> COUNTING.clamp(Float.NaN, 1));
  }

  @Test
  void oneValueThatIsNotFiniteIsFound() {
    Shape three = new Shape(1, 1, 1, 3);
    assertTrue(Tensor.of(three, 0, -1, Float.MAX_VALUE).isFinite());
    assertFalse(Tensor.of(three, 0, Float.NaN, 0).isFinite());
    assertFalse(Tensor.of(three, 0, 0, Float.NEGATIVE_INFINITY).isFinite());
  }

  @Test
  void requireShapeReturnsTheTensorItself() {
    assertSame(COUNTING, COUNTING.requireShape("y", SHAPE));
    assertEquals(
        "y: expected shape [1,3,4,5], found [2,3,4,5]",
        assertRefused("y", () -> COUNTING.requireShape("y", SHAPE.withBatch(1))));
  }

  @Test
  void aTensorWithoutChannelsHoldsNothing() {
    Tensor none = Tensor.zeros(new Shape(3, 0, 4, 4));
    assertEquals(0, none.toArray().length);
    assertTrue(none.isFinite());
    assertEquals(new Shape(1, 0, 4, 4), none.slice(1, 2).shape());
    assertEquals("Tensor[3,0,4,4]", none.toString());
  }

  @Test
  void equalityIsOfShapeAndBits() {
    Shape two = new Shape(1, 1, 1, 2);
    new EqualsTester()
        .addEqualityGroup(Tensor.of(two, 1, Float.NaN), Tensor.of(two, 1, Float.NaN))
        .addEqualityGroup(Tensor.of(new Shape(1, 1, 2, 1), 1, Float.NaN))
        .addEqualityGroup(Tensor.of(two, 0, 0))
        .addEqualityGroup(Tensor.of(two, 0, -0f))
        .testEquals();
    assertEquals("Tensor[2,3,4,5] in [0.0,119.0]", COUNTING.toString());
  }
}
