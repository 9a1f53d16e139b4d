package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class SplitProperties {
  private record Pairs(List<PairExample> pairs) implements PairSource {
    static Pairs of(List<Integer> groups) {
      List<PairExample> pairs = new ArrayList<>();
      for (int i = 0; i < groups.size(); i++) {
        Tensor one = Tensor.zeros(new Shape(1, 1, 1, 1));
        pairs.add(new PairExample("p" + i, "g" + groups.get(i), one, one));
      }
      return new Pairs(pairs);
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

  private static List<String> names(PairSource source) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < source.size(); i++) {
      names.add(source.example(i).name());
    }
    return names;
  }

  private static Set<String> groups(PairSource source) {
    Set<String> groups = new TreeSet<>();
    for (int i = 0; i < source.size(); i++) {
      groups.add(source.example(i).group());
    }
    return groups;
  }

  @Property
  void noGroupIsTornApartAndNoPairIsLost(
      @ForAll @Size(min = 2, max = 60) List<@IntRange(min = 0, max = 15) Integer> groups,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double fraction,
      @ForAll long seed) {
    Assume.that(new HashSet<>(groups).size() > 1);
    Split.Parts parts = new Split(fraction, seed).apply(Pairs.of(groups));
    assertTrue(parts.training().size() >= 1);
    assertTrue(parts.validation().size() >= 1);
    assertEquals(groups.size(), parts.training().size() + parts.validation().size());
    assertTrue(Collections.disjoint(groups(parts.training()), groups(parts.validation())));
    Set<String> all = new HashSet<>(names(parts.training()));
    all.addAll(names(parts.validation()));
    assertEquals(groups.size(), all.size());
  }

  @Example
  void theFractionIsReached() {
    List<Integer> groups = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      groups.add(i / 2);
    }
    assertEquals(30, new Split(0.15, 3).apply(Pairs.of(groups)).validation().size());
  }

  @Example
  void theSplitDependsOnTheSeedAndNotOnTheOrderOfThePairs() {
    List<Integer> groups = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      groups.add(i);
    }
    Set<String> first = groups(new Split(0.25, 5).apply(Pairs.of(groups)).validation());
    assertTrue(!first.equals(groups(new Split(0.25, 6).apply(Pairs.of(groups)).validation())));
    Collections.reverse(groups);
    assertEquals(first, groups(new Split(0.25, 5).apply(Pairs.of(groups)).validation()));
  }

  @Example
  void badSplitsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Split(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Split(1, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new Split(0.5, 1).apply(Pairs.of(List.of(4, 4, 4))));
  }
}
