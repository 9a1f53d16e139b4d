package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.trainer.Augmentation;

class FlipsTest {
  @Test
  void sidesThatAreNotExchangedStay() {
    assertEquals(Augmentation.standard(), Flips.BOTH.augmentation(false));
    assertEquals(new Augmentation(0.5, 0, 2), Flips.LEFT_RIGHT.augmentation(false));
    assertEquals(new Augmentation(0, 0, 2), Flips.NONE.augmentation(false));
  }

  @Test
  void turnsNeedAllFlips() {
    assertEquals(new Augmentation(0.5, 0.5, 2, true), Flips.BOTH.augmentation(true));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Flips.LEFT_RIGHT.augmentation(true))
            .getMessage();
    assertEquals(
        "quarterTurns: expected with both flips above 0, of which turns by 90 degrees are made, found"
            + " horizontal flips 0.5 and vertical flips 0.0",
        message);
    assertThrows(IllegalArgumentException.class, () -> Flips.NONE.augmentation(true));
  }
}
