package org.pigdiffusion.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.pigdiffusion.trainer.PairSource;

/**
 * Divides pairs for cross-validation without tearing a group apart: every group, such as a patient,
 * is in the test part of exactly one fold, with all its pairs, and in the training part of all
 * others. The same seed and the same groups give the same folds, whatever the order of the pairs.
 *
 * <p>Whatever learns for a fold must learn from {@link Fold#training()} alone: the generator as
 * much as the segmentation network, and a {@link Split} into training and validation on it too.
 *
 * @param count the number of folds, at least 2
 * @param seed says which groups come together
 */
public record Folds(int count, long seed) {
  /** Checks the number. */
  public Folds {
    if (count < 2) {
      throw new IllegalArgumentException("count: expected at least 2, found " + count);
    }
  }

  /**
   * One fold.
   *
   * @param training to learn from
   * @param test of other groups than {@code training}; no network of this fold may see them
   */
  public record Fold(PairSource training, PairSource test) {}

  /**
   * Divides a data set. Reads every pair once to learn its group. The folds have as equally many
   * test pairs as the largest groups allow: groups are handed out from the largest to the smallest,
   * each to the fold that has the fewest pairs.
   *
   * @throws IllegalArgumentException if there are fewer groups than folds
   */
  public List<Fold> apply(PairSource pairs) {
    Map<String, List<Integer>> byGroup = new TreeMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      byGroup.computeIfAbsent(pairs.example(i).group(), g -> new ArrayList<>()).add(i);
    }
    if (byGroup.size() < count) {
      throw new IllegalArgumentException(
          "pairs: expected at least %d groups for as many folds, found %d: %s; take fewer folds"
              .formatted(count, byGroup.size(), byGroup.keySet()));
    }
    return handOut(new ArrayList<>(byGroup.values())).stream()
        .map(test -> fold(pairs, test))
        .toList();
  }

  /**
   * Divides what a generator has not seen, where it was trained before and once for all folds: what
   * it learnt from is in the training part of every fold and in no test part.
   *
   * @param unseen divided as {@link #apply(PairSource)} does
   * @param learnt what the generator learnt from, of other groups
   * @throws IllegalArgumentException if there are fewer unseen groups than folds, or {@link
   *     LeakCheck} finds unseen pairs that were learnt from
   */
  public List<Fold> apply(PairSource unseen, PairSource learnt) {
    LeakCheck.requireUnseen("the generator", learnt, unseen);
    return apply(unseen).stream()
        .map(fold -> new Fold(learnt.followedBy(fold.training()), fold.test()))
        .toList();
  }

  private List<List<Integer>> handOut(List<List<Integer>> groups) {
    ListSampler.shuffle(RandomSource.XO_SHI_RO_256_PP.create(seed), groups);
    // The sort is stable: groups of one size stay shuffled.
    groups.sort(Comparator.comparingInt((List<Integer> group) -> group.size()).reversed());
    List<List<Integer>> tests =
        IntStream.range(0, count).mapToObj(i -> (List<Integer>) new ArrayList<Integer>()).toList();
    for (List<Integer> group : groups) {
      tests.stream().min(Comparator.comparingInt(List::size)).orElseThrow().addAll(group);
    }
    return tests;
  }

  private static Fold fold(PairSource pairs, List<Integer> test) {
    boolean[] tested = new boolean[pairs.size()];
    test.forEach(i -> tested[i] = true);
    return new Fold(select(pairs, tested, false), select(pairs, tested, true));
  }

  private static PairSource select(PairSource pairs, boolean[] tested, boolean which) {
    return new Split.Selection(
        pairs, IntStream.range(0, tested.length).filter(i -> tested[i] == which).boxed().toList());
  }
}
