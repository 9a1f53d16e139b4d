package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

  /** Position p (n + 1) of the sorted numbers, counted from 1: of 0 to 98, p itself less 1. */
  @Test
  void byHand() {
    List<Double> numbers = IntStream.range(0, 99).mapToObj(i -> 98.0 - i).toList();
    Quantiles quantiles = Quantiles.of(numbers);
    assertEquals(new Quantiles(4, 24, 49, 74, 94), quantiles);
    assertEquals(List.of(4.0, 24.0, 49.0, 74.0, 94.0), quantiles.toList());
    assertEquals(new Quantiles(3, 3, 3, 3, 3), Quantiles.of(List.of(3.0)));
  }

  @Test
  void nothingAndNotANumberAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Quantiles.of(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Quantiles.of(List.of(1.0, Double.NaN)));
  }
}
