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
  void cardsTellWhatAGivenPairLearntFrom() {
    assertEquals(Optional.of(changes(Flips.NONE)), ofCards("0.0", "0.0", "false"));
    assertEquals(Optional.of(changes(Flips.LEFT_RIGHT)), ofCards("0.5", "0.0", "false"));
    assertEquals(Optional.of(changes(Flips.BOTH)), ofCards("0.5", "0.5", "false"));
    assertEquals(Optional.of(changes(Flips.BOTH)), ofCards("0.0", "0.5", "false"), "not less");
    assertEquals(Optional.of(new Changes(Flips.BOTH, true)), ofCards("0.5", "0.5", "true"));
    assertEquals(Optional.empty(), ofCards("often", "0.5", "false"));
    assertEquals(Optional.empty(), ofCards("0.5", "0.5", "perhaps"));
  }

  /** A model x that was given to the training of y may have learnt from other flips. */
  @Test
  void bothModelsMustTell() {
    ModelCard none = told("0.0", "0.0", "false");
    ModelCard left = told("0.5", "0.0", "false");
    assertEquals(Optional.of(changes(Flips.LEFT_RIGHT)), Changes.of(left, none));
    assertEquals(Optional.of(changes(Flips.LEFT_RIGHT)), Changes.of(none, left));
    ModelCard given = card(Map.of("weights", "given, not trained by this run"));
    assertEquals(Optional.empty(), Changes.of(given, none));
    assertEquals(Optional.empty(), Changes.of(none, given));
  }

  private static Optional<Changes> ofCards(String horizontal, String vertical, String turns) {
    ModelCard card = told(horizontal, vertical, turns);
    return Changes.of(card, card);
  }

  private static ModelCard told(String horizontal, String vertical, String turns) {
    return card(
        Map.of("horizontalFlip", horizontal, "verticalFlip", vertical, "quarterTurns", turns));
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
