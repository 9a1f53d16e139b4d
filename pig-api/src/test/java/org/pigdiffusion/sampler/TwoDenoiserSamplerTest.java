package org.pigdiffusion.sampler;

import org.junit.jupiter.api.Nested;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.contract.PairInvarianceContract;
import org.pigdiffusion.contract.PairedSamplerContract;
import org.pigdiffusion.contract.PairedSamplerFaultContract;
import org.pigdiffusion.contract.PairedSamplerRunContract;
import org.pigdiffusion.noise.NoiseSchedule;

class TwoDenoiserSamplerTest {

  @Nested
  class Results extends PairedSamplerContract {
    @Override
    protected PairedSampler create(
        Denoiser x, Denoiser y, NoiseSchedule schedule, GuideTransform guide) {
      return PairedSampler.of(x, y, schedule, guide);
    }
  }

  @Nested
  class Runs extends PairedSamplerRunContract {
    @Override
    protected PairedSampler create(
        Denoiser x, Denoiser y, NoiseSchedule schedule, GuideTransform guide) {
      return PairedSampler.of(x, y, schedule, guide);
    }
  }

  @Nested
  class Invariance extends PairInvarianceContract {
    @Override
    protected PairedSampler create(
        Denoiser x, Denoiser y, NoiseSchedule schedule, GuideTransform guide) {
      return PairedSampler.of(x, y, schedule, guide);
    }
  }

  @Nested
  class Faults extends PairedSamplerFaultContract {
    @Override
    protected PairedSampler create(
        Denoiser x, Denoiser y, NoiseSchedule schedule, GuideTransform guide) {
      return PairedSampler.of(x, y, schedule, guide);
    }
  }
}
