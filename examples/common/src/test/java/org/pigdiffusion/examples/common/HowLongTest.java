package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HowLongTest {
  @Test
  void eachTimeIsToldInItsOwnUnit() {
    assertEquals("no time", HowLong.ofSeconds(0));
    assertEquals("under a second", HowLong.ofMinutes(0.01));
    assertEquals("12 seconds", HowLong.ofMinutes(0.2));
    assertEquals("2.5 minutes", HowLong.ofMinutes(2.5));
    assertEquals("30.0 minutes", HowLong.ofHours(0.5));
    assertEquals("1.5 hours", HowLong.ofHours(1.5));
  }
}
