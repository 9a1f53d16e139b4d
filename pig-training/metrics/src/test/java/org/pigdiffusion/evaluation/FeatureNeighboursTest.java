package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.FeatureNeighbours.Neighbour;

class FeatureNeighboursTest {
  private static final FeatureSet TRAINING = FeatureSet.of(new float[][] {{0, 0}, {3, 4}, {9, 0}});

  @Test
  void theNearestIsFoundWithItsDistance() {
    FeatureSet images = FeatureSet.of(new float[][] {{3, 3}, {9, 0}, {-3, -4}});
    assertEquals(
        List.of(new Neighbour(1, 1), new Neighbour(2, 0), new Neighbour(0, 5)),
        FeatureNeighbours.among(TRAINING).of(images));
  }

  @Test
  void noImageIsItsOwnNeighbour() {
    assertEquals(
        List.of(
            new Neighbour(1, 5), new Neighbour(0, 5), new Neighbour(1, Math.sqrt(6 * 6 + 4 * 4))),
        FeatureNeighbours.among(TRAINING).ofEachOther());
  }

  @Test
  void anotherLengthOfVectorsIsRefused() {
    FeatureSet other = FeatureSet.of(new float[][] {{1}, {2}});
    FeatureNeighbours search = FeatureNeighbours.among(TRAINING);
    String message =
        assertThrows(IllegalArgumentException.class, () -> search.of(other)).getMessage();
    assertTrue(message.contains("expected vectors of 2 features"), message);
  }
}
