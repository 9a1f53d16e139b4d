package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Small patches of a mask become background. */
class IslandProperties {
  private static final int SIDE = 9;

  @Provide
  Arbitrary<LabelMap> masks() {
    return Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(2, 1), Tuple.of(1, 2))
        .array(int[].class)
        .ofSize(SIDE * SIDE)
        .map(labels -> LabelMap.of(SIDE, SIDE, labels));
  }

  private static boolean isOnBorder(Region box) {
    return box.top() == 0
        || box.left() == 0
        || box.top() + box.height() == SIDE
        || box.left() + box.width() == SIDE;
  }

  private static boolean[] lesion(LabelMap mask) {
    boolean[] lesion = new boolean[SIDE * SIDE];
    for (int i = 0; i < lesion.length; i++) {
      lesion[i] = mask.at(i / SIDE, i % SIDE) != 0;
    }
    return lesion;
  }

  @Property
  void exactlyTheSmallPatchesWithinAreRemoved(
      @ForAll("masks") LabelMap mask, @ForAll @IntRange(min = 1, max = 12) int least) {
    LabelMap cleaned = mask.withoutIslands(least);
    for (int i = 0; i < SIDE * SIDE; i++) {
      int label = cleaned.at(i / SIDE, i % SIDE);
      assertTrue(label == 0 || label == mask.at(i / SIDE, i % SIDE), "classes stay as they are");
    }
    assertEquals(
        ConnectedComponents.of(lesion(mask), SIDE, SIDE).all().stream()
            .filter(patch -> patch.pixels() >= least || isOnBorder(patch.box()))
            .toList(),
        ConnectedComponents.of(lesion(cleaned), SIDE, SIDE).all());
  }

  @Property
  void toRemoveThemAgainChangesNothing(
      @ForAll("masks") LabelMap mask, @ForAll @IntRange(min = 1, max = 12) int least) {
    LabelMap once = mask.withoutIslands(least);
    boolean[] again = lesion(once.withoutIslands(least));
    assertTrue(Arrays.equals(lesion(once), again));
  }

  @Example
  void aPatchOfOnePixelIsNoneToRemove() {
    LabelMap mask = LabelMap.of(3, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    assertSame(mask, mask.withoutIslands(1));
    assertEquals(0, mask.withoutIslands(2).lesionPixels());
    assertRefused("leastPixels", () -> mask.withoutIslands(0));
  }
}
