package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GreatestChannelTest {
  private static void assertClass(int expected, double... pixel) {
    assertEquals(expected, GreatestChannel.of(pixel.length, c -> pixel[c]));
  }

  @Test
  void theGreatestIsTheClass() {
    assertClass(0, 0.5);
    assertClass(1, -1, 0.3, 0.2);
    assertClass(2, -1, 0.2, 0.3);
  }

  @Test
  void theFirstOfEqualOnes() {
    assertClass(0, 0.5, 0.5, 0.1);
    assertClass(1, 0.1, 0.5, 0.5);
    assertClass(0, -0.0, 0.0);
  }

  @Test
  void whatIsNoNumberIsNotGreater() {
    assertClass(2, -1, Double.NaN, 0);
    assertClass(0, Double.NaN, 1, 2);
  }
}
