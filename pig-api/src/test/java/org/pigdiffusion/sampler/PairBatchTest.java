package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class PairBatchTest {
  private static final Tensor X = Tensor.zeros(new Shape(2, 1, 4, 4));
  private static final Tensor Y = Tensor.zeros(new Shape(2, 3, 4, 4));
  private static final PairBatch.Calls CALLS = new PairBatch.Calls(5, 5);

  private static PairBatch.Builder batch(Tensor x, Tensor y, Tensor annotation) {
    return PairBatch.builder(x, y, annotation, ProvenanceTest.FULL);
  }

  @Test
  void pairsAreNumberedFromTheFirst() {
    PairBatch batch = batch(X, Y, X).firstIndex(7).calls(List.of(CALLS, CALLS)).build();
    assertEquals(List.of(7L, 8L), batch.pairs().stream().map(PairBatch.Pair::index).toList());
  }

  /** Else pairs would be cut from the first images of the longer tensor. */
  @Test
  void tensorsOfOtherPairsAreRefused() {
    Tensor three = Tensor.zeros(new Shape(3, 1, 4, 4));
    Tensor higher = Tensor.zeros(new Shape(2, 3, 8, 4));
    assertRefused("y:", () -> batch(three, Y, X).build());
    assertRefused("y:", () -> batch(X, higher, X).build());
    assertRefused("annotation:", () -> batch(X, Y, three).build());
  }

  @Test
  void callsOfOtherPairsAndNumbersBelowZeroAreRefused() {
    PairBatch.Builder ofOne = batch(X, Y, X).calls(List.of(CALLS));
    assertEquals(
        "calls: expected none or those of 2 pairs, found those of 1",
        assertRefused("calls:", ofOne::build));
    assertRefused("firstIndex:", () -> batch(X, Y, X).firstIndex(-1).build());
  }
}
