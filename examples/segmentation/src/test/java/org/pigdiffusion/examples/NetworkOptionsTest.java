package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.segmentation.SegmentationAugmentation;
import picocli.CommandLine;

class NetworkOptionsTest {
  private static NetworkOptions options(String... options) {
    return CommandLine.populateCommand(new NetworkOptions(), options);
  }

  private static SegmentationAugmentation augmentation(String... options) {
    return options(options).settings(1).augmentation();
  }

  private static void assertRefused(String message, String... options) {
    NetworkOptions refused = options(options);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> refused.settings(1)).getMessage());
  }

  @Test
  void uprightImagesKeepTopAndBottom() {
    assertEquals(SegmentationAugmentation.standard(), augmentation());
    SegmentationAugmentation upright = augmentation("--flips=LEFT_RIGHT");
    assertTrue(upright.horizontalFlip());
    assertFalse(upright.verticalFlip());
    assertFalse(augmentation("--flips=NONE").horizontalFlip());
    assertTrue(
        options("--flips=LEFT_RIGHT")
            .described(1)
            .contains("standard (left and right exchanged half of the time);"));
  }

  @Test
  void flipsWithoutASayAreRefused() {
    assertRefused(
        "--quarter-turns: expected with --flips BOTH, of which turns are made, found --flips"
            + " LEFT_RIGHT",
        "--quarter-turns",
        "--flips=LEFT_RIGHT");
    assertRefused(
        "--flips: expected without --augmentation NONE, found both",
        "--augmentation=NONE",
        "--flips=LEFT_RIGHT");
  }
}
