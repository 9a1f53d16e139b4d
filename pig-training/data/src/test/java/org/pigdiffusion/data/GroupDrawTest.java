package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class GroupDrawTest {
  /** Twenty pairs of ten groups, of two pairs each. */
  private static final PairSource PAIRS =
      new PairSource() {
        @Override
        public int size() {
          return 20;
        }

        @Override
        public PairExample example(int index) {
          if (index < 0 || index >= 20) {
            throw new IndexOutOfBoundsException(index);
          }
          Tensor nothing = Tensor.zeros(new Shape(1, 1, 2, 2));
          return new PairExample("image " + index, "group " + index % 10, nothing, nothing);
        }
      };

  private static List<String> names(int count, long seed) {
    PairSource drawn = new GroupDraw(count, seed).apply(PAIRS);
    return IntStream.range(0, drawn.size()).mapToObj(i -> drawn.example(i).name()).toList();
  }

  @Test
  void groupsAreDrawnWhole() {
    PairSource drawn = new GroupDraw(5, 1).apply(PAIRS);
    assertEquals(6, drawn.size());
    List<String> groups =
        IntStream.range(0, 6).mapToObj(i -> drawn.example(i).group()).distinct().toList();
    assertEquals(3, groups.size());
    assertEquals(20, new GroupDraw(20, 1).apply(PAIRS).size());
  }

  @Test
  void aLargerDrawHoldsTheSmallerOnesAndSeedsDiffer() {
    assertEquals(names(6, 3), names(6, 3));
    assertTrue(names(10, 3).containsAll(names(6, 3)));
    assertNotEquals(names(6, 3), names(6, 4));
  }

  @Test
  void moreThanThereAreAreRefused() {
    GroupDraw draw = new GroupDraw(21, 1);
    assertThrows(IllegalArgumentException.class, () -> draw.apply(PAIRS));
    assertThrows(IllegalArgumentException.class, () -> new GroupDraw(0, 1));
  }
}
