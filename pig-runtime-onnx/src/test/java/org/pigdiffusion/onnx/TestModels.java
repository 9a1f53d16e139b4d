package org.pigdiffusion.onnx;

import org.pigdiffusion.Role;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** Models of this library with random weights. */
final class TestModels {
  private TestModels() {}

  /** A model of the network, in the role of x. */
  static TrainedModel of(UNetConfig config, Weights weights) {
    return new TrainedModel(config, weights, card(Role.X, config).build());
  }

  /** The contract's tiny network, with one channel and a condition of one. */
  static TrainedModel tiny(long seed) {
    UNetConfig config = UNetDenoiserContract.tiny();
    return of(config, RandomWeights.of(config, seed));
  }

  /** A card with the paper's schedule. */
  static ModelCard.Builder card(Role role, UNetConfig config) {
    return ModelCard.builder(role, config, NoiseSchedule.paper());
  }
}
