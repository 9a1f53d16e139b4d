package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.examples.UnequalFlips.Changes;
import org.pigdiffusion.examples.common.Flips;

class UnequalFlipsTest {
  private static Changes changes(Flips flips) {
    return new Changes(flips, false);
  }

  private static Optional<String> told(Flips ofNetworks, Flips ofPair) {
    return UnequalFlips.told(changes(ofNetworks), Optional.of(changes(ofPair)));
  }

  @Test
  void networksThatFlipAsMuchAsThePairSayNothing() {
    for (Flips flips : Flips.values()) {
      assertEquals(Optional.empty(), told(flips, flips));
      assertEquals(Optional.empty(), told(Flips.BOTH, flips));
    }
    assertEquals(Optional.empty(), told(Flips.LEFT_RIGHT, Flips.NONE));
  }

  @Test
  void networksThatFlipLessAreTold() {
    String told = told(Flips.NONE, Flips.BOTH).orElseThrow();
    assertTrue(
        told.startsWith("Of the segmentation networks: no flips. Of the pair of models: left"));
    assertTrue(told.contains("a change may be that of flips alone. In another --out, let both"));
    assertTrue(told(Flips.LEFT_RIGHT, Flips.BOTH).isPresent());
    assertTrue(told(Flips.NONE, Flips.LEFT_RIGHT).isPresent());
  }

  @Test
  void turnsCountToo() {
    Changes turned = new Changes(Flips.BOTH, true);
    String told = UnequalFlips.told(changes(Flips.BOTH), Optional.of(turned)).orElseThrow();
    assertTrue(told.contains("exchanged half of the time, turned by 90 degrees. Networks"), told);
    assertEquals(Optional.empty(), UnequalFlips.told(turned, Optional.of(changes(Flips.BOTH))));
    assertEquals(Optional.empty(), UnequalFlips.told(turned, Optional.of(turned)));
  }

  /** Pairs are trained with both flips unless told otherwise. */
  @Test
  void ofAGivenPairItIsNotKnown() {
    for (Flips flips : new Flips[] {Flips.NONE, Flips.LEFT_RIGHT}) {
      String told = UnequalFlips.told(changes(flips), Optional.empty()).orElseThrow();
      assertTrue(told.contains("it is not known. If it learnt from more flips, networks"), told);
    }
    assertEquals(Optional.empty(), UnequalFlips.told(changes(Flips.BOTH), Optional.empty()));
  }

  @Test
  void theVerdictIsInDoubt() {
    assertEquals("", UnequalFlips.doubt(Map.of("Images", "32x32")));
    assertTrue(UnequalFlips.doubt(Map.of(UnequalFlips.NAME, "")).contains("flips alone"));
  }
}
