package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        "With 16 images and pairs (pig 1x) the Dice is as good as with 47 images without: it"
            + " changes by +4.7 points (+2.7 to +6.7).",
        worth(Map.of(8, -0.1, 16, 0.047, 32, 0.1)).sentence("pig 1x"));
    assertEquals(
        "With 8 images and pairs (pig 1x) the Dice is as good as with 8.6 images without: it"
            + " changes by +1.0 points (-1.0 to +3.0), an interval that holds 0: the draws do not"
            + " show it.",
        worth(Map.of(8, 0.01)).sentence("pig 1x"));
    assertEquals(
        "There is no such number: the curve with pairs (pig 1x) is nowhere above the one without.",
        worth(Map.of(8, -0.1, 16, 0.0)).sentence("pig 1x"));
    assertEquals(
        "There is no such number: too few draws were measured with pairs (pig 1x).",
        worth(Map.of()).sentence("pig 1x"));
  }
}
