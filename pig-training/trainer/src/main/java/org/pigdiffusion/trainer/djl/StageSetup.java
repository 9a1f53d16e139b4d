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
 * @param given the weights that it begins with; random ones if empty
 */
record StageSetup(Role role, UNet net, TrainingConfig config, Optional<Weights> given) {

  Randomness randomness() {
    return new Randomness(config.seed(), role);
  }

  StageState start() {
    return StageState.start(ParameterVector.of(net, given.orElseGet(this::random).arrays()));
  }

  private Weights random() {
    long seed = randomness().of(Randomness.Purpose.INITIAL_WEIGHTS, 0).nextLong();
    return InitialWeights.of(net, seed);
  }
}
