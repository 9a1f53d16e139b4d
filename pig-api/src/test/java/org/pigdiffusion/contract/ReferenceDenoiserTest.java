package org.pigdiffusion.contract;

import org.pigdiffusion.Denoiser;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** The oracle agrees with itself; what this tests is the rest of the contract. */
class ReferenceDenoiserTest extends UNetDenoiserContract {
  @Override
  protected Denoiser create(UNetConfig config, Weights weights) {
    return new ReferenceDenoiser(config, weights);
  }

  @Override
  protected double tolerance() {
    return 0;
  }
}
