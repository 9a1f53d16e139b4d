package org.pigdiffusion.examples.rivals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.pigdiffusion.evaluation.Measured;

/**
 * With how many annotated images, without generated pairs, a network is as good as with fewer of
 * them and generated pairs.
 *
 * <p>Between two measured numbers of images, the curve without pairs is a straight line over the
 * logarithm of the number: doubling counts as much anywhere. Beyond the most images nothing is
 * known of it.
 *
 * @param without Dice of real pairs alone, by their number
 * @param change by how much it is greater with generated pairs, draw by draw
 */
record ImagesWorth(SortedMap<Integer, Measured> without, SortedMap<Integer, Measured> change) {

  /**
   * What pairs are worth.
   *
   * @param images annotated, with generated pairs
   * @param equal annotated images that are as good without generated pairs
   * @param more whether it is more than these, which are the most that were measured
   */
  record Worth(int images, double equal, boolean more) {}

  /** The worth at some number of images; empty if the curve with pairs is not above there. */
  Optional<Worth> at(int images) {
    Measured gain = change.get(images);
    Measured here = without.get(images);
    if (gain == null || here == null || gain.value() <= 0) {
      return Optional.empty();
    }
    double wanted = here.value() + gain.value();
    int below = images;
    for (Map.Entry<Integer, Measured> next : without.tailMap(images + 1).entrySet()) {
      double low = valueAt(below);
      double high = next.getValue().value();
      if (high >= wanted) {
        double share = (wanted - low) / (high - low);
        double equal = below * Math.pow((double) next.getKey() / below, share);
        return Optional.of(new Worth(images, equal, false));
      }
      below = next.getKey();
    }
    return Optional.of(new Worth(images, below, true));
  }

  private double valueAt(int images) {
    Measured measured = without.get(images);
    if (measured == null) {
      throw new IllegalStateException("nothing was measured with " + images + " images");
    }
    return measured.value();
  }

  /** The worth at all numbers of images where the curve with pairs is above. */
  List<Worth> all() {
    return change.keySet().stream().map(this::at).flatMap(Optional::stream).toList();
  }

  /**
   * The answer in a few sentences. It is of the fewest images at which the curve with pairs is
   * above, not of those at which it is most above: the best of several looks better than it is.
   * Harm is told by the same rule, of the fewest images at which the curve is below, and comes
   * first.
   */
  String sentence(String method) {
    if (change.isEmpty()) {
      return "It is not known how many images pairs are worth: too few draws were measured with"
          + " them (%s).".formatted(method);
    }
    String harm = harm(method);
    List<Worth> all = all();
    if (!all.isEmpty()) {
      return harm + sentence(method, all.get(0));
    }
    String nowhere = "With pairs (%s) the Dice is nowhere higher than without".formatted(method);
    return harm.isEmpty()
        ? "%s: the draws do not show that they are worth any images. It changes by %s."
            .formatted(nowhere, told(change))
        : "%s%s: they are worth no images.".formatted(harm, nowhere);
  }

  /** The fewest images at which the curve with pairs is below, if the draws show it; else empty. */
  private String harm(String method) {
    return change.entrySet().stream()
        .filter(each -> each.getValue().value() < 0)
        .findFirst()
        .filter(first -> first.getValue().high() < 0)
        .map(
            first ->
                "Generated pairs (%s) harm: the Dice changes by %s. "
                    .formatted(method, told(first)))
        .orElse("");
  }

  private static String told(SortedMap<Integer, Measured> changes) {
    return changes.entrySet().stream().map(ImagesWorth::told).collect(Collectors.joining(", "));
  }

  private static String told(Map.Entry<Integer, Measured> change) {
    return "%s with %d images".formatted(points(change.getValue()), change.getKey());
  }

  private static String points(Measured gain) {
    return gain.times(100).toSignedString(1).replaceFirst(" ", " points ");
  }

  /** What changes over all numbers of images together. */
  static String ofAll(Measured change) {
    return "Over all numbers of images together, the Dice changes by %s%s."
        .formatted(points(change), change.covers(0) ? ", an interval that holds 0" : "");
  }

  /** One worth, if the draws show it. */
  String sentence(String method, Worth worth) {
    Measured gain = change.get(worth.images());
    if (gain == null) {
      throw new IllegalArgumentException("worth: expected one of these curves, found " + worth);
    }
    if (gain.low() <= 0) {
      return "With %d images, pairs (%s) change the Dice by %s. The interval holds 0: the draws do"
              .formatted(worth.images(), method, points(gain))
          + " not show that pairs help.";
    }
    String with = "With %d images and pairs (%s) the Dice".formatted(worth.images(), method);
    String change = "changes by " + points(gain);
    if (!worth.more()) {
      return "%s is as good as with %s images without pairs. It %s."
          .formatted(with, equal(worth), change);
    }
    return worth.equal() > worth.images()
        ? "%s is better than with %.0f images without pairs, the most that were measured. It %s."
            .formatted(with, worth.equal(), change)
        : "%s %s. More images were not measured, so it is not known how many these pairs are worth."
            .formatted(with, change);
  }

  private static String equal(Worth worth) {
    boolean less = worth.equal() < worth.images() + 1;
    return String.format(Locale.ROOT, less ? "%.1f" : "%.0f", worth.equal());
  }
}
