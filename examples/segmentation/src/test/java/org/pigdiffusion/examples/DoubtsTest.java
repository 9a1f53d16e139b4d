package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.examples.common.FittingModels;

class DoubtsTest {
  @Test
  void eachFactThatLimitsTheVerdictHasASentence() {
    assertEquals("", Doubts.of(Map.of("Images", "32x32")));
    assertEquals(
        " Whether the given pair learnt from images of this size is not known.",
        Doubts.of(Map.of(FittingModels.SIZE, "not told")));
    String both = Doubts.of(Map.of(FittingModels.SIZE, "", UnequalFlips.NAME, ""));
    assertTrue(both.contains("flips alone") && both.contains("of this size"), both);
  }
}
