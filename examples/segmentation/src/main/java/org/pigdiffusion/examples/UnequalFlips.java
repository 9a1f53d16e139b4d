package org.pigdiffusion.examples;

import com.google.common.collect.Ordering;
import com.google.common.primitives.Doubles;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pigdiffusion.examples.common.Flips;
import org.pigdiffusion.model.ModelCard;

/**
 * Tells of generators that learn from pairs flipped or turned in ways that the segmentation
 * networks do not flip or turn: the networks learn it from generated pairs, and their gain may be
 * that of flips alone.
 */
public final class UnequalFlips {
  /** Of what is told, among the facts of a report. */
  public static final String NAME = "Unequal flips";

  private static final Set<String> BOOLEANS = Set.of("true", "false");

  private static final String REMEDY =
      " In another --out, let both have the same flips and turns, and no --augmentation NONE.";

  private UnequalFlips() {}

  /**
   * What is done with pairs at random while something learns.
   *
   * @param flips of both flips, one or none
   * @param turns whether pairs are turned by 90 degrees
   */
  public record Changes(Flips flips, boolean turns) {
    /**
     * What was done while both models of a pair learnt, as their cards tell.
     *
     * @return empty if a card does not tell it, as those of earlier versions and of models that
     *     were given to a training
     */
    static Optional<Changes> of(ModelCard x, ModelCard y) {
      Optional<Changes> ofX = of(x);
      return of(y).flatMap(one -> ofX.map(one::and));
    }

    private static Optional<Changes> of(ModelCard card) {
      Map<String, String> told = card.provenance();
      Optional<Boolean> horizontal = flipped(told, "horizontalFlip");
      Optional<Boolean> vertical = flipped(told, "verticalFlip");
      String turns = told.getOrDefault("quarterTurns", "not told");
      return horizontal.isEmpty() || vertical.isEmpty() || !BOOLEANS.contains(turns)
          ? Optional.empty()
          : Optional.of(
              new Changes(
                  vertical.get() ? Flips.BOTH : horizontal.get() ? Flips.LEFT_RIGHT : Flips.NONE,
                  Boolean.parseBoolean(turns)));
    }

    private static Optional<Boolean> flipped(Map<String, String> told, String key) {
      return Optional.ofNullable(told.get(key)).map(Doubles::tryParse).map(share -> share > 0);
    }

    /** What at least one of both does. */
    private Changes and(Changes other) {
      return new Changes(Ordering.natural().min(flips, other.flips), turns || other.turns);
    }

    private boolean hasAllOf(Changes other) {
      return flips.compareTo(other.flips) <= 0 && (turns || !other.turns);
    }

    private String described() {
      return flips.described() + (turns ? ", turned by 90 degrees" : "");
    }
  }

  /**
   * What a user has to know.
   *
   * @param ofNetworks while segmentation networks learn
   * @param ofPair while the pair of models learns; empty if that is not known: the card of a given
   *     one may not tell
   * @return a few sentences; empty if the networks see all changes that the pair does
   */
  public static Optional<String> told(Changes ofNetworks, Optional<Changes> ofPair) {
    if (ofNetworks.hasAllOf(ofPair.orElse(new Changes(Flips.BOTH, false)))) {
      return Optional.empty();
    }
    String networks = "Of the segmentation networks: %s. ".formatted(ofNetworks.described());
    return Optional.of(
        ofPair
                .map(
                    pair ->
                        networks
                            + "Of the pair of models: %s. Networks learn this from generated pairs,"
                                .formatted(pair.described())
                            + " so a change may be that of flips alone.")
                .orElse(
                    networks
                        + "Of the given pair it is not known. If it learnt from more flips, networks"
                        + " learn them from its pairs, and a change may be that of flips alone.")
            + REMEDY);
  }

  /**
   * What limits a verdict, as a sentence after others.
   *
   * @param facts of a report
   * @return empty if they do not tell of unequal flips
   */
  static String doubt(Map<String, String> facts) {
    return facts.containsKey(NAME)
        ? " Networks that flip less than the pair may learn flips from its pairs: a change may be that"
            + " of flips alone (see %s below).".formatted(NAME)
        : "";
  }
}
