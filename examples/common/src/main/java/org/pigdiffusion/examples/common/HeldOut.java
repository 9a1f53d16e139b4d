package org.pigdiffusion.examples.common;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Whether a given pair of models has learnt from the pairs that the options of data hold out. */
public enum HeldOut {
  /** The checkpoints beside the models tell that they have not. */
  UNLEARNT(
      "The models have not learnt from the held-out pairs, as their checkpoints tell, but their"
          + " weights were chosen by them."),

  /** No checkpoints lie beside the models. */
  NOT_KNOWN(
      "No checkpoints lie beside the models, so it cannot be checked whether they have learnt from"
          + " the held-out pairs. They have not if the data, --size, --validation and --data-seed"
          + " are those that they were trained with.");

  private final String sentences;

  HeldOut(String sentences) {
    this.sentences = sentences;
  }

  /**
   * Refuses data of which the models have not learnt from just the training part, where the run
   * that made them lies around them: then other pairs are held out now than were then.
   *
   * @param models the folder of the pair; its run is the folder around it
   * @param learntFrom whether a run has learnt from the training part, as its checkpoints tell;
   *     empty if it has none: {@code DjlPairedTrainer.learntFrom}
   * @throws IllegalArgumentException if the run has learnt from other pairs
   */
  public static HeldOut require(Path models, Function<Path, Optional<Boolean>> learntFrom) {
    Optional<Boolean> same = learntFrom.apply(runOf(models));
    if (same.isPresent() && !same.get()) {
      throw new IllegalArgumentException(
          "--models: expected models that have learnt from the training part of this data, found"
              + " ones of other training pairs; give the options of data, --size, --validation and"
              + " --data-seed that they were trained with, or held-out images may be among those; for a"
              + " pair of one fold of PairBenefit or Table2 no options do that");
    }
    return same.isPresent() ? UNLEARNT : NOT_KNOWN;
  }

  /** The folder of the run that made a pair, where its checkpoints lie if they are kept. */
  public static Path runOf(Path models) {
    return models.toAbsolutePath().normalize().resolveSibling("");
  }

  /** The same for readers. */
  public String sentences() {
    return sentences;
  }
}
