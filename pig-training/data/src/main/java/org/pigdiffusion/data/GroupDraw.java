package org.pigdiffusion.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.pigdiffusion.trainer.PairSource;

/**
 * Draws some pairs at random without tearing a group apart, to see what fewer annotated images are
 * worth. Groups, such as patients, are taken until there are enough pairs: so there may be a few
 * more than asked for. A larger draw of the same seed holds the smaller ones.
 *
 * @param count how many pairs at least, from 1
 * @param seed chooses the groups
 */
public record GroupDraw(int count, long seed) {
  /** Checks the number. */
  public GroupDraw {
    if (count < 1) {
      throw new IllegalArgumentException("count: expected at least 1, found " + count);
    }
  }

  /**
   * Draws from a data set, and keeps the order of its pairs. Reads every pair once to learn its
   * group.
   *
   * @throws IllegalArgumentException if it has fewer pairs
   */
  public PairSource apply(PairSource pairs) {
    if (pairs.size() < count) {
      throw new IllegalArgumentException(
          "pairs: expected at least the %d to be drawn, found %d".formatted(count, pairs.size()));
    }
    Map<String, List<Integer>> byGroup = new TreeMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      byGroup.computeIfAbsent(pairs.example(i).group(), g -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> groups = new ArrayList<>(byGroup.values());
    ListSampler.shuffle(RandomSource.XO_SHI_RO_256_PP.create(seed), groups);
    List<Integer> drawn = new ArrayList<>();
    for (List<Integer> group : groups) {
      if (drawn.size() < count) {
        drawn.addAll(group);
      }
    }
    return new Split.Selection(pairs, drawn.stream().sorted().toList());
  }
}
