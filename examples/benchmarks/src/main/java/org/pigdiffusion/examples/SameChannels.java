package org.pigdiffusion.examples;

import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.trainer.PairExample;

/** Whether a pair of models makes masks and images of as many channels as some data has. */
final class SameChannels {
  private SameChannels() {}

  /**
   * Refuses models that do not.
   *
   * @throws IllegalArgumentException if they make others
   */
  static void require(OnnxPair models, PairExample real) {
    require("masks", models.card(Role.X).channels(), real.x());
    require("images", models.card(Role.Y).channels(), real.y());
  }

  private static void require(String name, int sampled, Tensor real) {
    if (real.shape().channels() != sampled) {
      throw new IllegalArgumentException(
          "--models: expected %s of as many channels as the data has, %d, found %d; --mask-classes and"
                  .formatted(name, real.shape().channels(), sampled)
              + " --channels say how the data is read");
    }
  }
}
