package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.UnequalFlips.Changes;
import org.pigdiffusion.examples.common.Flips;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;

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

  @Test
  void aCardTellsWhatAGivenPairLearntFrom() {
    assertEquals(Optional.of(changes(Flips.NONE)), ofCard("0.0", "0.0", "false"));
    assertEquals(Optional.of(changes(Flips.LEFT_RIGHT)), ofCard("0.5", "0.0", "false"));
    assertEquals(Optional.of(changes(Flips.BOTH)), ofCard("0.5", "0.5", "false"));
    assertEquals(Optional.of(new Changes(Flips.BOTH, true)), ofCard("0.5", "0.5", "true"));
    assertEquals(Optional.empty(), ofCard("often", "0.5", "false"));
    assertEquals(Optional.empty(), Changes.of(card(Map.of("horizontalFlip", "0.5"))));
    assertEquals(Optional.empty(), Changes.of(card(Map.of())));
  }

  private static Optional<Changes> ofCard(String horizontal, String vertical, String turns) {
    return Changes.of(
        card(
            Map.of("horizontalFlip", horizontal, "verticalFlip", vertical, "quarterTurns", turns)));
  }

  private static ModelCard card(Map<String, String> provenance) {
    return ModelCard.builder(Role.Y, 1, 1, NoiseSchedule.paper()).provenance(provenance).build();
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
