package org.pigdiffusion.internal;

import org.pigdiffusion.ImageSize;
import org.pigdiffusion.SizeRule;

/** The size that a model says it learnt from: for all who take it. */
public final class TrainedSize {
  private TrainedSize() {}

  /**
   * Checks that the model takes it.
   *
   * @throws IllegalArgumentException if it does not
   */
  public static void require(ImageSize trained, SizeRule rule) {
    try {
      rule.require(trained.height(), trained.width());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "trainedSize: expected one that the model takes, found %s (%s)"
              .formatted(trained, e.getMessage()),
          e);
    }
  }
}
