package org.pigdiffusion.training;

import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;

/** What a stage is given and never changes. */
record StageSetup(Role role, UNet net, TrainingConfig config) {

  Randomness randomness() {
    return new Randomness(config.seed(), role);
  }

  StageState start() {
    long seed = randomness().of(Randomness.Purpose.INITIAL_WEIGHTS, 0).nextLong();
    return StageState.start(ParameterVector.of(net, InitialWeights.of(net, seed).arrays()));
  }
}
