package org.pigdiffusion.examples;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pigdiffusion.trainer.PairSource;

/** The groups, such as patients, that networks learn from. */
public final class TrainingGroups {
  private TrainingGroups() {}

  /** The groups of some pairs, in alphabetical order. */
  static Set<String> of(PairSource pairs) {
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> pairs.example(i).group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Refuses training images of one group alone, before anything is timed: networks learn from some
   * groups, and others choose their weights.
   *
   * @param trainings what networks are to learn from, each by itself
   * @param options that give more
   */
  public static void requireTwo(List<PairSource> trainings, String options) {
    for (PairSource training : trainings) {
      Set<String> groups = of(training);
      if (groups.size() < 2) {
        throw new IllegalArgumentException(
            "training images: expected at least 2 groups, since one chooses the weights, found %s;"
                    .formatted(groups)
                + " take more images or "
                + options);
      }
    }
  }
}
