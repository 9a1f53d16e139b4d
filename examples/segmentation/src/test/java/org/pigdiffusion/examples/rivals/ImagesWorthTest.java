package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.examples.rivals.ImagesWorth.Worth;

class ImagesWorthTest {
  private static final SortedMap<Integer, Measured> REAL =
      curve(Map.of(8, 0.5, 16, 0.6, 32, 0.58, 64, 0.7));

  private static SortedMap<Integer, Measured> curve(Map<Integer, Double> values) {
    SortedMap<Integer, Measured> curve = new TreeMap<>();
    values.forEach((n, value) -> curve.put(n, new Measured(value, value - 0.02, value + 0.02)));
    return curve;
  }

  private static ImagesWorth worth(Map<Integer, Double> change) {
    return new ImagesWorth(REAL, curve(change));
  }

  @Test
  void doublingCountsAsMuchAnywhere() {
    // Half of the way from 0.5 to 0.6: 8 times the square root of 2.
    assertEquals(8 * Math.sqrt(2), worth(Map.of(8, 0.05)).at(8).orElseThrow().equal(), 1e-9);
    assertEquals(new Worth(8, 16, false), worth(Map.of(8, 0.1)).at(8).orElseThrow());
    // 0.64 is reached between 32 and 64 alone, half of the way from 0.58 to 0.7.
    assertEquals(32 * Math.sqrt(2), worth(Map.of(8, 0.14)).at(8).orElseThrow().equal(), 1e-9);
  }

  @Test
  void beyondTheMostImagesNothingIsKnown() {
    assertEquals(new Worth(8, 64, true), worth(Map.of(8, 0.3)).at(8).orElseThrow());
    assertEquals(new Worth(64, 64, true), worth(Map.of(64, 0.01)).at(64).orElseThrow());
  }

  @Test
  void aCurveThatIsNotAboveIsWorthNothing() {
    assertEquals(Optional.empty(), worth(Map.of(8, 0.0)).at(8));
    assertEquals(Optional.empty(), worth(Map.of(8, 0.1)).at(16), "not measured");
    assertEquals(
        List.of(16, 64),
        worth(Map.of(8, -0.1, 16, 0.01, 64, 0.1)).all().stream().map(Worth::images).toList());
  }

  @Test
  void theAnswerIsOfTheFewestImagesAbove() {
    assertEquals(
        "With 16 images and pairs (pig 1x) the Dice is as good as with 47 images without pairs. It"
            + " changes by +4.7 points (+2.7 to +6.7).",
        worth(Map.of(8, -0.01, 16, 0.047, 32, 0.1)).sentence("pig 1x"));
    assertEquals(
        "With 8 images and pairs (pig 1x) the Dice is better than with 64 images without pairs, the"
            + " most that were measured. It changes by +30.0 points (+28.0 to +32.0).",
        worth(Map.of(8, 0.3)).sentence("pig 1x"));
    assertEquals(
        "With 64 images and pairs (pig 1x) the Dice changes by +3.0 points (+1.0 to +5.0). More"
            + " images were not measured, so it is not known how many these pairs are worth.",
        worth(Map.of(64, 0.03)).sentence("pig 1x"));
  }

  @Test
  void whatTheDrawsDoNotShowIsNotClaimed() {
    assertEquals(
        "With 8 images, pairs (pig 1x) change the Dice by +1.0 points (-1.0 to +3.0). The interval"
            + " holds 0: the draws do not show that pairs help.",
        worth(Map.of(8, 0.01)).sentence("pig 1x"));
    assertEquals(
        "With pairs (pig 1x) the Dice is nowhere higher than without: the draws do not show that"
            + " they are worth any images. It changes by -1.0 points (-3.0 to +1.0) with 8 images,"
            + " 0.0 points (-2.0 to +2.0)"
            + " with 16 images.",
        worth(Map.of(8, -0.01, 16, 0.0)).sentence("pig 1x"));
    assertEquals(
        "It is not known how many images pairs are worth: too few draws were measured with them"
            + " (pig 1x).",
        worth(Map.of()).sentence("pig 1x"));
  }

  @Test
  void harmIsToldFirst() {
    String harm =
        "Generated pairs (pig 1x) harm: the Dice changes by -10.0 points (-12.0 to -8.0) with 8"
            + " images. ";
    assertEquals(
        harm
            + "With pairs (pig 1x) the Dice is nowhere higher than without: they are worth no"
            + " images.",
        worth(Map.of(8, -0.1, 16, -0.01)).sentence("pig 1x"));
    assertTrue(
        worth(Map.of(8, -0.1, 16, 0.047)).sentence("pig 1x").startsWith(harm + "With 16 images"));
  }

  @Test
  void harmIsOfTheFewestImagesBelow() {
    assertEquals(
        "With pairs (pig 1x) the Dice is nowhere higher than without: the draws do not show that"
            + " they are worth any images. It changes by -1.0 points (-3.0 to +1.0) with 8 images,"
            + " -10.0 points (-12.0 to -8.0)"
            + " with 16 images.",
        worth(Map.of(8, -0.01, 16, -0.1)).sentence("pig 1x"));
  }

  @Test
  void allNumbersTogetherAreOneSentence() {
    assertEquals(
        "Over all numbers of images together, the Dice changes by +4.1 points (+1.3 to +6.9).",
        ImagesWorth.ofAll(new Measured(0.041, 0.013, 0.069)));
    assertEquals(
        "Over all numbers of images together, the Dice changes by -0.3 points (-0.8 to +0.2), an"
            + " interval that holds 0.",
        ImagesWorth.ofAll(new Measured(-0.003, -0.008, 0.002)));
  }
}
