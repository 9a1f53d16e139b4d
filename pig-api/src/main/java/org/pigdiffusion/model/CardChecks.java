package org.pigdiffusion.model;

import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.internal.TrainedSize;
import org.pigdiffusion.sampler.GuideTransform;

/** What the entries of a {@link ModelCard} must keep to. */
final class CardChecks {
  /** As of a picture: memory is taken for images of this size, and a file may be anybody's. */
  private static final long MOST_PIXELS = 100_000_000;

  private CardChecks() {}

  /** Refuses an entry that is out of range, and a transform that does not fit the guide. */
  static void require(ModelCard card) {
    require(card.channels() >= 1, "channels", "at least 1", card.channels());
    require(
        card.conditionChannels() >= 0, "conditionChannels", "at least 0", card.conditionChannels());
    card.trainedSize().ifPresent(size -> requireAllowed(size, card.size()));
    for (String key : card.provenance().keySet()) {
      require(!key.isBlank(), "provenance", "keys that are not blank", "'" + key + "'");
    }
    int guideChannels = card.role() == Role.X ? card.channels() : card.conditionChannels();
    requireFitting("guide", readable("guide", card.guide()), guideChannels);
    requireFitting("annotation", readable("annotation", card.annotation()), guideChannels);
  }

  private static void requireAllowed(ImageSize trained, SizeRule rule) {
    long pixels = (long) trained.height() * trained.width();
    require(
        pixels <= MOST_PIXELS, "trainedSize", "at most %d pixels".formatted(MOST_PIXELS), trained);
    TrainedSize.require(trained, rule);
  }

  static GuideTransform readable(String name, String description) {
    try {
      return GuideTransform.parse(description);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: expected a transform that can be read back from its description, found '%s' (%s)"
              .formatted(name, description, e.getMessage()),
          e);
    }
  }

  private static void requireFitting(String name, GuideTransform transform, int guideChannels) {
    if (guideChannels == 0) {
      return; // unconditional: there is no guide
    }
    try {
      transform.requireFits(guideChannels);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static void require(boolean holds, String name, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
    }
  }
}
