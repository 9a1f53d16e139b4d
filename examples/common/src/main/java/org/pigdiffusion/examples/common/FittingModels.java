package org.pigdiffusion.examples.common;

import com.google.common.base.Ascii;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.trainer.PairExample;

/** Whether a pair of models makes masks and images such as some data has. */
public final class FittingModels {
  private FittingModels() {}

  /**
   * Refuses models of other channels, or that cannot make images of this size.
   *
   * @param real a pair of the data
   * @throws IllegalArgumentException if they make others
   */
  public static void require(OnnxPair models, PairExample real) {
    requireChannels("masks", models.card(Role.X).channels(), real.x().shape());
    requireChannels("images", models.card(Role.Y).channels(), real.y().shape());
    for (Role role : Role.values()) {
      requireSize(role, models.card(role).size(), real.y().shape());
    }
  }

  private static void requireChannels(String name, int sampled, Shape real) {
    if (real.channels() != sampled) {
      throw new IllegalArgumentException(
          "--models: expected %s of as many channels as the data has, %d, found %d; --mask-classes and"
                  .formatted(name, real.channels(), sampled)
              + " --channels say how the data is read");
    }
  }

  private static void requireSize(Role role, SizeRule models, Shape images) {
    try {
      models.require(images.height(), images.width());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--models: expected models for images of %dx%d, as the data has, found that model %s does"
                  .formatted(images.height(), images.width(), Ascii.toLowerCase(role.name()))
              + " not take them (%s); give the --size that they were trained with"
                  .formatted(e.getMessage()),
          e);
    }
  }
}
