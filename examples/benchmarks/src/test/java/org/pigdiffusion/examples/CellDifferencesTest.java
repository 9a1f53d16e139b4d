package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class CellDifferencesTest {
  /** Two images of two channels, 2x4: the second image is one of zeros. */
  private static final Tensor IMAGES =
      Tensor.of(
          new Shape(2, 2, 2, 4),
          new float[] {
            1, 1, 5, 5, 3, 3, 7, 7, // channel 0: mean 4
            2, 2, 2, 2, 2, 2, 2, 2, // channel 1: mean 2
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
          });

  @Test
  void aWholeImageIsComparedWithTheMeanOfAllImagesChannelByChannel() {
    assertEquals(Tensor.of(new Shape(2, 2, 1, 1), 2, 1, -2, -1), CellDifferences.of(IMAGES, 1));
  }

  @Test
  void aCellIsComparedWithTheCellAroundIt() {
    assertEquals(
        Tensor.of(new Shape(2, 2, 2, 2), -3, 1, -1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        CellDifferences.of(IMAGES, 2));
  }

  /** 4x4 pixels: within each quarter, the cells differ by their own number. */
  @Test
  void finerCellsDoNotKnowOfCoarserOnes() {
    Tensor image =
        Tensor.of(new Shape(1, 1, 4, 4), 0, 2, 10, 10, 4, 6, 10, 10, 7, 9, -1, 1, 7, 9, -1, 1);
    assertEquals(
        Tensor.of(new Shape(1, 1, 4, 4), -3, -1, 0, 0, 1, 3, 0, 0, -1, 1, -1, 1, -1, 1, -1, 1),
        CellDifferences.of(image, 4));
  }

  @Test
  void cellsOfUnequalSizeAreRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> CellDifferences.of(IMAGES, 4));
    assertTrue(refused.getMessage().endsWith("multiples of 4, found 2x4"), refused.getMessage());
  }
}
