package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.examples.common.Flips;

class UnequalFlipsTest {
  @Test
  void networksThatFlipAsMuchAsThePairSayNothing() {
    for (Flips flips : Flips.values()) {
      assertEquals(Optional.empty(), UnequalFlips.told(flips, Optional.of(flips)));
      assertEquals(Optional.empty(), UnequalFlips.told(Flips.BOTH, Optional.of(flips)));
    }
    assertEquals(Optional.empty(), UnequalFlips.told(Flips.LEFT_RIGHT, Optional.of(Flips.NONE)));
  }

  @Test
  void networksThatFlipLessAreTold() {
    String told = UnequalFlips.told(Flips.NONE, Optional.of(Flips.BOTH)).orElseThrow();
    assertTrue(told.startsWith("Of the segmentation networks: no flips. Of the pair of models:"));
    assertTrue(told.contains("a gain may be that of flips alone. Give --augmentation STANDARD"));
    assertTrue(UnequalFlips.told(Flips.LEFT_RIGHT, Optional.of(Flips.BOTH)).isPresent());
    assertTrue(UnequalFlips.told(Flips.NONE, Optional.of(Flips.LEFT_RIGHT)).isPresent());
  }

  @Test
  void ofAGivenPairItIsNotKnown() {
    String told = UnequalFlips.told(Flips.NONE, Optional.empty()).orElseThrow();
    assertTrue(told.contains("Of the pair of models: not known."), told);
    assertEquals(Optional.empty(), UnequalFlips.told(Flips.LEFT_RIGHT, Optional.empty()));
  }

  @Test
  void theVerdictIsInDoubt() {
    assertEquals("", UnequalFlips.doubt(Map.of("Images", "32x32")));
    assertTrue(UnequalFlips.doubt(Map.of(UnequalFlips.NAME, "")).contains("flips alone"));
  }
}
