package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class FoldsProperties {
  private record Pairs(List<PairExample> pairs) implements PairSource {
    static Pairs of(List<Integer> groups) {
      Tensor one = Tensor.zeros(new Shape(1, 1, 1, 1));
      return new Pairs(
          IntStream.range(0, groups.size())
              .mapToObj(i -> new PairExample("p" + i, "g" + groups.get(i), one, one))
              .toList());
    }

    @Override
    public int size() {
      return pairs.size();
    }

    @Override
    public PairExample example(int index) {
      return pairs.get(index);
    }
  }

  private static List<PairExample> read(PairSource source) {
    return IntStream.range(0, source.size()).mapToObj(source::example).toList();
  }

  private static Set<String> groups(PairSource source) {
    return new TreeSet<>(read(source).stream().map(PairExample::group).toList());
  }

  private static List<Set<String>> tests(List<Folds.Fold> folds) {
    return folds.stream().map(fold -> groups(fold.test())).toList();
  }

  /** Fails if a patient is on both sides of a fold, or in the test part of none or of several. */
  private static void assertNoLeak(PairSource all, List<Folds.Fold> folds) {
    List<String> tested = new ArrayList<>();
    for (Folds.Fold fold : folds) {
      assertTrue(
          Collections.disjoint(groups(fold.training()), groups(fold.test())),
          () -> "a patient leaks: " + groups(fold.training()) + " and " + groups(fold.test()));
      Set<PairExample> both = new HashSet<>(read(fold.training()));
      both.addAll(read(fold.test()));
      assertEquals(new HashSet<>(read(all)), both);
      assertEquals(all.size(), fold.training().size() + fold.test().size());
      tested.addAll(groups(fold.test()));
    }
    assertEquals(List.copyOf(groups(all)), tested.stream().sorted().toList());
  }

  @Property
  void everyPatientIsTestedOnceAndNeverTrainedOnThere(
      @ForAll @Size(min = 2, max = 60) List<@IntRange(min = 0, max = 15) Integer> groups,
      @ForAll @IntRange(min = 2, max = 10) int count,
      @ForAll long seed) {
    Assume.that(new HashSet<>(groups).size() >= count);
    Pairs pairs = Pairs.of(groups);
    List<Folds.Fold> folds = new Folds(count, seed).apply(pairs);
    assertEquals(count, folds.size());
    assertNoLeak(pairs, folds);
  }

  /** The check of the property sees one pair of a test patient that is planted in the training. */
  @Example
  void aPlantedLeakIsSeen() {
    Pairs pairs = Pairs.of(List.of(0, 0, 1, 1, 2, 2));
    List<Folds.Fold> folds = new ArrayList<>(new Folds(3, 1).apply(pairs));
    assertNoLeak(pairs, folds);
    Folds.Fold first = folds.get(0);
    List<PairExample> training = new ArrayList<>(read(first.training()));
    List<PairExample> test = new ArrayList<>(read(first.test()));
    training.add(test.remove(0));
    folds.set(0, new Folds.Fold(new Pairs(training), new Pairs(test)));
    assertThrows(AssertionError.class, () -> assertNoLeak(pairs, folds));
  }

  /** No fold can lead another by more pairs than the largest group has. */
  @Property
  void foldsAreBalancedInPairs(
      @ForAll @Size(min = 10, max = 60) List<@IntRange(min = 0, max = 15) Integer> groups,
      @ForAll long seed) {
    Assume.that(new HashSet<>(groups).size() >= 3);
    List<Integer> sizes =
        new Folds(3, seed)
            .apply(Pairs.of(groups)).stream().map(fold -> fold.test().size()).sorted().toList();
    int largest =
        groups.stream().mapToInt(g -> Collections.frequency(groups, g)).max().orElseThrow();
    assertTrue(sizes.get(2) - sizes.get(0) <= largest, () -> sizes + ", largest " + largest);
  }

  /** Without the order from large to small, the group of 6 could come upon a fold that has some. */
  @Example
  void largeGroupsAreHandedOutFirst() {
    List<Integer> groups = new ArrayList<>(Collections.nCopies(6, 0));
    groups.addAll(List.of(1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6));
    for (long seed = 0; seed < 20; seed++) {
      List<Folds.Fold> folds = new Folds(3, seed).apply(Pairs.of(groups));
      assertEquals(List.of(6, 6, 6), folds.stream().map(fold -> fold.test().size()).toList());
    }
  }

  @Example
  void foldsDependOnTheSeedAndNotOnTheOrderOfThePairs() {
    List<Integer> groups = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
    List<Set<String>> first = tests(new Folds(5, 7).apply(Pairs.of(groups)));
    assertNotEquals(first, tests(new Folds(5, 8).apply(Pairs.of(groups))));
    Collections.reverse(groups);
    assertEquals(first, tests(new Folds(5, 7).apply(Pairs.of(groups))));
  }

  @Example
  void tooFewGroupsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Folds(1, 1));
    Pairs two = Pairs.of(List.of(4, 4, 9));
    assertEquals(
        "pairs: expected at least 3 groups for as many folds, found 2: [g4, g9]; take fewer folds",
        assertThrows(IllegalArgumentException.class, () -> new Folds(3, 1).apply(two))
            .getMessage());
  }
}
