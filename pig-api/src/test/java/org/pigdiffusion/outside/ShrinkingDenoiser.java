package org.pigdiffusion.outside;

import org.pigdiffusion.CloseableDenoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.OneTimeNetwork;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;

/** Takes each pixel of a clean image to be normally distributed around the condition's pixel. */
public final class ShrinkingDenoiser extends CloseableDenoiser {
  private static final double VARIANCE = 0.25;

  private final NoiseSchedule schedule;
  private final OneTimeNetwork network = this::clean; // your engine's call

  public ShrinkingDenoiser(NoiseSchedule schedule) {
    super(
        DenoiserSpec.builder(1, 1, "shrinking-0.25")
            .prediction(PredictionType.CLEAN)
            .size(SizeRule.multipleOf(1))
            .device("cpu")
            .schedule(schedule)
            .build());
    this.schedule = schedule;
  }

  private Tensor clean(Tensor noisy, Tensor condition, double time) {
    double abar = schedule.alphaBar(time);
    double a = Math.sqrt(abar);
    double gain = a * VARIANCE / (abar * VARIANCE + 1 - abar);
    return Tensor.combine(gain, noisy, 1 - gain * a, condition);
  }

  /** The arguments fit the spec, and nobody closes this denoiser meanwhile. */
  @Override
  protected Tensor run(Tensor noisy, Tensor condition, double[] times) {
    return network.runEach(noisy, condition, times);
  }

  /** Frees native memory, if there is any. */
  @Override
  protected void release() {}
}
