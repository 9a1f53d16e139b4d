package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairSource;

class TrainingGroupsTest {
  private static PairSource groups(int count) {
    return PairSet.of(BreastPhantom.of(count, 1, 16)).source();
  }

  @Test
  void oneGroupInAnyPartIsTooFew() {
    TrainingGroups.requireTwo(List.of(groups(2), groups(3)), "--counts");
    assertEquals(
        "training images: expected at least 2 groups, since one chooses the weights, found"
            + " [pair 0]; take more images or --counts",
        assertThrows(
                IllegalArgumentException.class,
                () -> TrainingGroups.requireTwo(List.of(groups(2), groups(1)), "--counts"))
            .getMessage());
  }
}
