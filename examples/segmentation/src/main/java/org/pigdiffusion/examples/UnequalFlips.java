package org.pigdiffusion.examples;

import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.examples.common.Flips;

/**
 * Tells of generators that learn from flipped pairs where the segmentation networks flip none: the
 * networks learn flips from generated pairs, and their gain may be that of flips alone.
 */
public final class UnequalFlips {
  /** Of what is told, among the facts of a report. */
  public static final String NAME = "Unequal flips";

  private UnequalFlips() {}

  /**
   * What a user has to know.
   *
   * @param ofNetworks while segmentation networks learn
   * @param ofPair while the pair of models learns; empty if that is not known, of a given pair
   * @return a few sentences; empty if the networks flip all that the pair does
   */
  static Optional<String> told(Flips ofNetworks, Optional<Flips> ofPair) {
    if (ofNetworks.compareTo(ofPair.orElse(Flips.LEFT_RIGHT)) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "Of the segmentation networks: %s. Of the pair of models: %s. Networks learn flips from generated"
                .formatted(ofNetworks.described(), ofPair.map(Flips::described).orElse("not known"))
            + " pairs, so a gain may be that of flips alone. Give --augmentation STANDARD and the same"
            + " --flips and --pair-flips, or compare with flipped real pairs: Table2 --compare copies.");
  }

  /**
   * What limits a verdict, as a sentence after others.
   *
   * @param facts of a report
   * @return empty if they do not tell of unequal flips
   */
  static String doubt(Map<String, String> facts) {
    return facts.containsKey(NAME)
        ? " A gain may be that of flips alone, which the networks learn from generated pairs (see %s"
                .formatted(NAME)
            + " below)."
        : "";
  }
}
