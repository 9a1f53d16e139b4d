package org.pigdiffusion.trainer.djl;

import java.util.Optional;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/**
 * What a stage is given and never changes.
 *
 * @param net the network that learns, with a layer for the labels if it is told of augmentation
 * @param given the weights that it begins with, without that layer; random ones if empty
 */
record StageSetup(Role role, UNet net, TrainingConfig config, Optional<Weights> given) {

  Randomness randomness() {
    return new Randomness(config.seed(), role);
  }

  StageState start() {
    Weights start = given.map(weights -> ToldNetwork.begun(net, weights)).orElseGet(this::random);
    return StageState.start(ParameterVector.of(net, start.arrays()));
  }

  private Weights random() {
    long seed = randomness().of(Randomness.Purpose.INITIAL_WEIGHTS, 0).nextLong();
    return InitialWeights.of(net, seed);
  }
}
