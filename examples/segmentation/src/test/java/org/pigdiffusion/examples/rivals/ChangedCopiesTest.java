package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.picture.Flip;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;

class ChangedCopiesTest {
  private static final Augmentation FLIPS = new Augmentation(0.5, 0.5, 0);
  private static final PairSource TRAINING = new PlainPairs(0, 12);

  private static TrainingConfig config(Augmentation augmentation, long seed) {
    return TrainingConfig.laptop(1, 1).augmentation(augmentation).seed(seed).build();
  }

  private static PairSet pairs(int count, Augmentation augmentation, long seed) {
    return new ChangedCopies(config(augmentation, seed)).pairs(0, TRAINING, count).orElseThrow();
  }

  /** Pairs that choose the weights of generators are not there: generators do not copy them. */
  @Test
  void everyPairThatGeneratorsLearnFromIsThereOnceBeforeOneIsThereTwice() {
    Split.Parts parts = new Split(0.15, 1).apply(TRAINING);
    int learnt = parts.training().size();
    assertTrue(learnt < TRAINING.size());
    PairSet made = pairs(learnt + 3, Augmentation.none(), 1);
    for (int k = 0; k < made.size(); k++) {
      PairExample real = parts.training().example(k % learnt);
      assertEquals(real.x(), made.slice(k, k + 1).x());
      assertEquals(real.y(), made.slice(k, k + 1).y());
    }
  }

  @Test
  void aPairIsFlippedWithItsMaskAndNotAlwaysAlike() {
    PairExample real = new Split(0.15, 1).apply(TRAINING).training().example(0);
    PairSet made = pairs(200, FLIPS, 1);
    for (Flip flip : Flip.values()) {
      long found =
          IntStream.range(0, made.size())
              .mapToObj(k -> made.slice(k, k + 1))
              .filter(one -> one.y().equals(flip.of(real.y())))
              .peek(one -> assertEquals(flip.of(real.x()), one.x()))
              .count();
      assertTrue(found > 0, flip + " is not there");
    }
  }

  @Test
  void theFirstPairsStayTheSame() {
    PairSet ten = pairs(10, FLIPS, 1);
    assertEquals(pairs(4, FLIPS, 1), ten.slice(0, 4));
    assertNotEquals(pairs(10, FLIPS, 2), ten);
  }
}
