package org.pigdiffusion.scheduler;

import org.pigdiffusion.noise.NoiseSchedule;

/**
 * A scheduler's settings, free of the noise schedule, which belongs to the model. Implementations
 * are immutable.
 */
public interface SamplingMethod {
  /**
   * The scheduler of these settings on a noise schedule.
   *
   * @throws IllegalArgumentException if the settings do not fit the schedule, as with more steps
   *     than it has
   */
  Scheduler on(NoiseSchedule schedule);
}
