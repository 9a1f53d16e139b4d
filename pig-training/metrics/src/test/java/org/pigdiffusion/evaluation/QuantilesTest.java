package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

  /** As numpy.quantile has them: position p (n - 1) of the sorted numbers, counted from 0. */
  @Test
  void byHand() {
    List<Double> numbers = IntStream.range(0, 41).mapToObj(i -> 40.0 - i).toList();
    assertEquals(new Quantiles(2, 10, 20, 30, 38), Quantiles.of(numbers));
    assertEquals(List.of(2.0, 10.0, 20.0, 30.0, 38.0), Quantiles.of(numbers).toList());
    assertEquals(1.2, Quantiles.of(List.of(1.0, 5.0)).p5(), 1e-12);
    assertEquals(new Quantiles(3, 3, 3, 3, 3), Quantiles.of(List.of(3.0)));
  }

  @Test
  void nothingAndNotANumberAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Quantiles.of(List.of()));
    assertThrows(IllegalArgumentException.class, () -> Quantiles.of(List.of(1.0, Double.NaN)));
  }
}
