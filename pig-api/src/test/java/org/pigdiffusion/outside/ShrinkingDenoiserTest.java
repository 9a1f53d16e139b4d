package org.pigdiffusion.outside;

import org.pigdiffusion.Denoiser;
import org.pigdiffusion.contract.DenoiserContract;
import org.pigdiffusion.noise.NoiseSchedule;

public class ShrinkingDenoiserTest extends DenoiserContract {
  @Override
  protected Denoiser create() {
    return new ShrinkingDenoiser(NoiseSchedule.linear(1000, 1e-4, 0.02));
  }

  @Override
  protected double tolerance() {
    return 0; // plain Java rounds alike whatever the batch
  }
}
