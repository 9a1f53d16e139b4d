package org.pigdiffusion.onnx;

import java.util.function.UnaryOperator;
import org.pigdiffusion.Role;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
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

  /** One of a pair in which a mask of two channels guides an image of one. */
  static TrainedModel ofPair(Role role, long seed) {
    return ofPair(
        role,
        seed,
        card -> card.guide(GuideTransform.clamped()).annotation(GuideTransform.classes(2)));
  }

  /** The same with other settings of its card. */
  static TrainedModel ofPair(Role role, long seed, UnaryOperator<ModelCard.Builder> settings) {
    UNetConfig x = UNetDenoiserContract.tiny().toBuilder().channels(2, 1).build();
    UNetConfig config = role == Role.X ? x : x.mirrored();
    ModelCard card = settings.apply(card(role, config)).build();
    return new TrainedModel(config, RandomWeights.of(config, seed), card);
  }

  /** A card with the paper's schedule. */
  static ModelCard.Builder card(Role role, UNetConfig config) {
    return ModelCard.builder(role, config, NoiseSchedule.paper());
  }
}
