package org.pigdiffusion.sampler;

import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.scheduler.UniPc;

/**
 * Settings that belong together.
 *
 * @param schedule the noise schedule
 * @param method the sampling method
 * @param guide the guide transform
 */
public record Preset(NoiseSchedule schedule, SamplingMethod method, GuideTransform guide) {

  /**
   * The paper: T 1024, beta linear from 1e-4 to 0.02; DDIM with 256 uniform steps, which begin at
   * the last time step; x0hat guides as it is.
   */
  public static Preset paper() {
    return new Preset(NoiseSchedule.paper(), Ddim.ofSteps(256), GuideTransform.identity());
  }

  /**
   * What is sampled with unless a request says otherwise: UniPC with 20 even steps of log SNR down
   * to sigma 0.033, on the paper's schedule; the guide is x0hat clamped to [-1, 1]. Takes 40
   * network calls a pair instead of the paper's 512; what its pairs are worth is measured in
   * docs/results/speed/samplers.md. The grid's greatest sigma, 500, is for other schedules: the
   * paper's ends below it.
   */
  public static Preset fast() {
    return new Preset(
        NoiseSchedule.paper(),
        UniPc.ofSteps(20).withGrid(TimeGrid.exponential(0.033, 500)),
        GuideTransform.clamped());
  }

  /**
   * The authors' code, which departs from the paper: the grid leads from t = 0, so that 256 steps
   * begin at t = 1020 and not at 1023, and x0hat is clamped, smoothed and binarised before it
   * guides. Their default of 1024 steps, and their grid's extra step where N does not divide T, are
   * left out; {@link TimeGrid#explicit} takes the latter's times.
   */
  public static Preset authorsCode() {
    return new Preset(
        NoiseSchedule.paper(),
        Ddim.ofSteps(256).withGrid(TimeGrid.leading()),
        GuideTransform.authors());
  }
}
