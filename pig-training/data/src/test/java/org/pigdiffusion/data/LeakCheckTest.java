package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class LeakCheckTest {
  private static PairExample pair(String name, String group, double value) {
    Tensor image = Tensor.filled(new Shape(1, 1, 2, 2), (float) value);
    return new PairExample(name, group, image, image);
  }

  private static PairSource source(PairExample... pairs) {
    return new PairSource() {
      @Override
      public int size() {
        return pairs.length;
      }

      @Override
      public PairExample example(int index) {
        return pairs[index];
      }
    };
  }

  private static final PairSource LEARNT =
      source(pair("a", "anna", 0.1), pair("b", "ben", 0.2), pair("c", "carl", 0.3));

  @Test
  void unseenPairsPass() {
    PairSource unseen = source(pair("d", "dora", 0.4), pair("e", "emil", 0.5));
    assertEquals(List.of(), LeakCheck.find(LEARNT, unseen));
    assertDoesNotThrow(() -> LeakCheck.requireUnseen("the generator", LEARNT, unseen));
  }

  @Test
  void aPlantedPatientIsFoundByGroupAndByImage() {
    PairSource test =
        source(pair("d", "dora", 0.4), pair("b2", "ben", 0.9), pair("e", "emil", 0.3));
    assertEquals(
        List.of("b2 is of group ben, as b", "e has the image of c"), LeakCheck.find(LEARNT, test));
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> LeakCheck.requireUnseen("the generator", LEARNT, test));
    assertEquals(
        "test: expected pairs that the generator has not learnt from, found 2 of 3 that it has:"
            + " b2 is of group ben, as b; e has the image of c; give the group of each pair, and"
            + " divide by group",
        fault.getMessage());
  }

  @Test
  void aGeneratedPairWithTheImageOfATestPairIsRefused() {
    PairSource generated = source(pair("pair 0", "ben", 0.4), pair("pair 1", "pair 1", 0.2));
    PairSource others = source(pair("d", "dora", 0.5), pair("e", "ben", 0.6));
    assertDoesNotThrow(() -> LeakCheck.requireNoCopies("own", generated, others));
    assertEquals(
        "own: expected no test image among the generated pairs, found 1 of 2: pair 1 has the image"
            + " of b; let it learn from training pairs alone",
        assertThrows(
                IllegalArgumentException.class,
                () -> LeakCheck.requireNoCopies("own", generated, LEARNT))
            .getMessage());
  }

  @Test
  void foldsOfWhatAGeneratorHasNotSeenTestThatAlone() {
    PairSource unseen =
        source(
            pair("d", "dora", 0.4),
            pair("e", "emil", 0.5),
            pair("d2", "dora", 0.6),
            pair("f", "fred", 0.7));
    List<Folds.Fold> folds = new Folds(2, 1).apply(unseen, LEARNT);
    assertEquals(4, folds.stream().mapToInt(fold -> fold.test().size()).sum());
    for (Folds.Fold fold : folds) {
      assertEquals(7, fold.training().size() + fold.test().size());
      assertEquals(List.of(), LeakCheck.find(LEARNT, fold.test()));
      assertEquals(List.of(), LeakCheck.find(fold.training(), fold.test()));
      assertEquals("a", fold.training().example(0).name());
      assertEquals("a", fold.training().draw(0, 5).name());
      PairExample last = fold.training().example(fold.training().size() - 1);
      assertEquals(last, fold.training().draw(fold.training().size() - 1, 5));
    }
    PairSource planted = source(pair("d", "dora", 0.4), pair("x", "anna", 0.5));
    assertThrows(IllegalArgumentException.class, () -> new Folds(2, 1).apply(planted, LEARNT));
  }
}
