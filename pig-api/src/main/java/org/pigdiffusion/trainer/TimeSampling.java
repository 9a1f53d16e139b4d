package org.pigdiffusion.trainer;

/**
 * How the time steps of a training batch are drawn, from 0 to T-1. {@link TimeDensity} says how
 * often each; where it is not uniform, the antithetic partner is the step that is as rare on the
 * other side of the mean.
 */
public enum TimeSampling {
  /** Each pair on its own, uniformly (Algorithm 1). */
  UNIFORM,
  /** Half of the batch uniformly, and {@code T-1-t} of each for the other half (DDIM code). */
  ANTITHETIC
}
