package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  /**
   * Quantiles of Student's distribution in closed form, of 2 and 4 degrees of freedom (Shaw 2006).
   */
  @Test
  void repetitionsHaveStudentsInterval() {
    Measured three = Measured.ofRepetitions(List.of(1.0, 2.0, 3.0), 0.95);
    assertEquals(2, three.value(), 1e-12);
    assertEquals(2 - 2.484137711750, three.low(), 1e-9);
    assertEquals(2 + 2.484137711750, three.high(), 1e-9);
    Measured five = Measured.ofRepetitions(List.of(0.61, 0.64, 0.58, 0.66, 0.6), 0.9);
    assertEquals(0.618, five.value(), 1e-12);
    assertEquals(0.587551137510, five.low(), 1e-9);
  }

  @Test
  void repetitionsThatAreNoNumbersAreRefused() {
    for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      IllegalArgumentException fault =
          assertThrows(
              IllegalArgumentException.class,
              () -> Measured.ofRepetitions(List.of(1.0, odd, 3.0), 0.95));
      assertEquals("repetitions: expected finite numbers, found " + odd, fault.getMessage());
    }
  }

  @Test
  void whatIsRoundedToZeroHasNoSign() {
    Measured small = new Measured(-0.04, -8.46, 0.04);
    assertEquals("0.0 (-8.5 to 0.0)", small.toString(1));
    assertEquals("-0.04 (-8.46 to +0.04)", small.toSignedString(2));
    assertEquals("0 (-8 to 0)", small.toSignedString(0));
    assertEquals(
        "+10.0 (+0.5 to +20.0)", new Measured(0.1, 0.005, 0.2).times(100).toSignedString(1));
  }

  @Test
  void isMultipliedAsByHand() {
    assertEquals(new Measured(7, -29, 57), new Measured(0.07, -0.29, 0.57).times(100));
    Measured odd = new Measured(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    assertEquals(odd, odd.times(100));
    Measured third = new Measured(1 / 3.0, Double.MIN_VALUE, Double.MAX_VALUE);
    assertEquals(third, third.times(1));
  }

  @Test
  void oneRepetitionHasNoInterval() {
    assertThrows(IllegalArgumentException.class, () -> Measured.ofRepetitions(List.of(1.0), 0.95));
    assertThrows(
        IllegalArgumentException.class, () -> Measured.ofRepetitions(List.of(1.0, 2.0), 1));
  }
}
