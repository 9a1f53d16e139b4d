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

  @Test
  void timesAreRoundedBeforeTheirUnitIsChosen() {
    assertEquals("59 seconds", HowLong.ofSeconds(59.4));
    assertEquals("1 minute", HowLong.ofSeconds(59.7));
    assertEquals("1 minute", HowLong.ofSeconds(60));
    assertEquals("59.9 minutes", HowLong.ofMinutes(59.94));
    assertEquals("1 hour", HowLong.ofMinutes(59.97));
    assertEquals("1 hour", HowLong.ofHours(1));
    assertEquals("1 second", HowLong.ofSeconds(1));
    assertEquals("under a second", HowLong.ofSeconds(0.97));
  }
}
