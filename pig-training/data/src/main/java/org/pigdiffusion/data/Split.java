package org.pigdiffusion.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * Divides pairs into a training and a validation part without tearing a group apart: all slices of
 * one patient go to one side. The same seed and the same groups give the same split, whatever the
 * order of the pairs.
 *
 * @param validationFraction the share of pairs to validate on, in (0, 1); reached as nearly as
 *     whole groups allow, with at least one group on each side
 * @param seed chooses the groups
 */
public record Split(double validationFraction, long seed) {
  /** Creates a split. */
  public Split {
    if (!(validationFraction > 0 && validationFraction < 1)) {
      throw new IllegalArgumentException(
          "validationFraction: expected in (0,1), found " + validationFraction);
    }
  }

  /**
   * The two parts of a data set.
   *
   * @param training to learn from
   * @param validation of other groups than {@code training}
   */
  public record Parts(PairSource training, PairSource validation) {}

  /**
   * Divides a data set. Reads every pair once to learn its group.
   *
   * @throws IllegalArgumentException if all pairs are of one group
   */
  public Parts apply(PairSource pairs) {
    Map<String, List<Integer>> byGroup = new TreeMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      byGroup.computeIfAbsent(pairs.example(i).group(), g -> new ArrayList<>()).add(i);
    }
    if (byGroup.size() < 2) {
      throw new IllegalArgumentException(
          "pairs: expected at least two groups to split, such as patients, found %s; give pairs of"
                  .formatted(byGroup.keySet())
              + " more groups");
    }
    List<Integer> validation = choose(byGroup, pairs.size());
    List<Integer> training = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      training.add(i);
    }
    training.removeAll(new HashSet<>(validation));
    return new Parts(new Selection(pairs, training), new Selection(pairs, validation));
  }

  private List<Integer> choose(Map<String, List<Integer>> byGroup, int pairs) {
    List<String> order = new ArrayList<>(byGroup.keySet());
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    ListSampler.shuffle(random, order);
    double target = validationFraction * pairs;
    List<Integer> chosen = new ArrayList<>(byGroup.getOrDefault(order.get(0), List.of()));
    // The last group always stays for training.
    for (String group : order.subList(1, order.size() - 1)) {
      List<Integer> members = byGroup.getOrDefault(group, List.of());
      double now = Math.abs(target - chosen.size());
      if (Math.abs(target - chosen.size() - members.size()) < now) {
        chosen.addAll(members);
      }
    }
    return chosen.stream().sorted().toList();
  }

  /** Some pairs of a source, in its order. */
  record Selection(PairSource all, List<Integer> indices) implements PairSource {
    @Override
    public int size() {
      return indices.size();
    }

    @Override
    public PairExample example(int index) {
      return all.example(indices.get(index));
    }

    @Override
    public PairExample draw(int index, long key) {
      return all.draw(indices.get(index), key);
    }
  }
}
