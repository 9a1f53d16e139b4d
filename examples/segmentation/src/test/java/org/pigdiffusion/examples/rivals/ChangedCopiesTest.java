package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.picture.Flip;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class ChangedCopiesTest {
  private static final Augmentation FLIPS = new Augmentation(0.5, 0.5, 0);

  private static PairSet pairs(PairSource training, int count, Augmentation augmentation) {
    return new ChangedCopies(augmentation, 1).pairs(0, training, count).orElseThrow();
  }

  @Test
  void everyPairIsThereOnceBeforeOneIsThereTwice() {
    PlainPairs training = new PlainPairs(0, 6);
    PairSet made = pairs(training, 15, Augmentation.none());
    for (int k = 0; k < made.size(); k++) {
      PairExample real = training.example(k % 6);
      assertEquals(real.x(), made.slice(k, k + 1).x());
      assertEquals(real.y(), made.slice(k, k + 1).y());
    }
  }

  @Test
  void aPairIsFlippedWithItsMaskAndNotAlwaysAlike() {
    PlainPairs training = new PlainPairs(0, 1);
    PairExample real = training.example(0);
    PairSet made = pairs(training, 40, FLIPS);
    for (Flip flip : Flip.values()) {
      int found = 0;
      for (int k = 0; k < made.size(); k++) {
        PairSet one = made.slice(k, k + 1);
        if (one.y().equals(flip.of(real.y()))) {
          assertEquals(flip.of(real.x()), one.x());
          found++;
        }
      }
      assertTrue(found > 0, flip + " is not there");
    }
  }

  @Test
  void theFirstPairsStayTheSame() {
    PlainPairs training = new PlainPairs(0, 6);
    PairSet ten = pairs(training, 10, FLIPS);
    assertEquals(pairs(training, 4, FLIPS), ten.slice(0, 4));
    assertNotEquals(new ChangedCopies(FLIPS, 2).pairs(0, training, 10).orElseThrow(), ten);
  }
}
