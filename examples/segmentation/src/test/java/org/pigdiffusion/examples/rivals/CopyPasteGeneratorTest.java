package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.ConnectedComponents;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class CopyPasteGeneratorTest {
  private static PairSet pairs(PairSource training, int count, long seed) {
    return new CopyPasteGenerator(seed).pairs(0, training, count).orElseThrow();
  }

  @Test
  void theFirstPairsStayTheSame() {
    PlainPairs training = new PlainPairs(0, 6);
    PairSet ten = pairs(training, 10, 1);
    assertEquals(10, ten.size());
    assertEquals(pairs(training, 4, 1), ten.slice(0, 4));
    assertNotEquals(pairs(training, 10, 2), ten);
  }

  @Test
  void objectsOfAnotherPairArePastedWithTheirMask() {
    PairSet made = pairs(new PlainPairs(0, 6), 40, 1);
    Set<Integer> areas = new TreeSet<>();
    for (int k = 0; k < made.size(); k++) {
      PairExample pair = made.slice(k, k + 1).source().example(0);
      PairExample onto = new PlainPairs(0, 6).example(PlainPairs.pairOf(pair.y()));
      int added = 0;
      for (int p = 0; p < 256; p++) {
        float before = onto.x().at(0, 0, p / 16, p % 16);
        float after = pair.x().at(0, 0, p / 16, p % 16);
        assertTrue(after >= before, "a lesion was lost");
        added += after > before ? 1 : 0;
        boolean changed = pair.y().at(0, 0, p / 16, p % 16) != onto.y().at(0, 0, p / 16, p % 16);
        assertTrue(!changed || isBesideLesion(pair.x(), p / 16, p % 16), "pair " + k);
      }
      areas.add(added);
    }
    // The square, the bar, both; fewer where one hides a part of what was there.
    assertTrue(areas.contains(9) && areas.contains(10) && areas.contains(19), "areas " + areas);
    assertEquals(19, areas.stream().mapToInt(a -> a).max().orElse(0));
  }

  private static boolean isBesideLesion(Tensor mask, int row, int column) {
    for (int r = Math.max(0, row - 1); r <= Math.min(15, row + 1); r++) {
      for (int c = Math.max(0, column - 1); c <= Math.min(15, column + 1); c++) {
        if (mask.at(0, 0, r, c) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void theEdgeIsBlendedAndTheMiddleIsTheDonors() {
    PairExample donor = new PlainPairs(4, 5).example(0);
    PairExample onto = new PlainPairs(0, 1).example(0);
    ConnectedComponents objects = Collage.objects(donor);
    Collage collage = new Collage(onto);
    collage.paste(donor, objects, 0, 8, 0); // the square of rows 2 to 4, columns 3 to 5
    Tensor image = collage.pair().y();
    Tensor mask = collage.pair().x();
    assertEquals(0.54f, image.at(0, 0, 11, 4));
    assertEquals(0.54 * 4 / 9 - 5.0 / 9, image.at(0, 0, 10, 3), 1e-6); // its corner
    assertEquals(-0.96 / 9 - 8.0 / 9, image.at(0, 0, 9, 2), 1e-6); // outside of its corner
    assertEquals(-1, image.at(0, 0, 8, 4));
    assertEquals(1, mask.at(0, 0, 10, 3));
    assertEquals(-1, mask.at(0, 0, 9, 2));
    assertEquals(1, mask.at(0, 0, 2, 2), "the image's own lesion");
  }

  @Test
  void donorsAreOfAnotherGroup() {
    PairExample one = new PlainPairs(0, 1).example(0);
    PairExample other = new PlainPairs(1, 2).example(0);
    PairSource same =
        new PairSource() {
          @Override
          public int size() {
            return 2;
          }

          @Override
          public PairExample example(int index) {
            PairExample pair = index == 0 ? one : other;
            return new PairExample(pair.name(), "one patient", pair.x(), pair.y());
          }
        };
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> pairs(same, 1, 1));
    assertTrue(refused.getMessage().contains("another group than one patient"), refused::toString);
  }

  @Test
  void masksOfClassesAreRefused() {
    PairSource classes = new PlainPairs(0, 4);
    PairSource three =
        new PairSource() {
          @Override
          public int size() {
            return classes.size();
          }

          @Override
          public PairExample example(int index) {
            PairExample pair = classes.example(index);
            return new PairExample(
                pair.name(),
                pair.group(),
                Tensor.zeros(pair.x().shape().withChannels(3)),
                pair.y());
          }
        };
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> pairs(three, 1, 1));
    assertTrue(refused.getMessage().contains("one channel"), refused::toString);
  }
}
