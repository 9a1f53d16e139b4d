package org.pigdiffusion.trainer;

/**
 * How the time steps of a training batch are drawn, from 0 to T-1. {@link TimeDensity} says how
 * often each; where it is not uniform, the antithetic partner is the step that is as rare on the
 * other side of the mean.
 */
public enum TimeSampling {
  /** Each pair on its own, uniformly (Algorithm 1). */
  UNIFORM,
  /** Half of a batch of n, rounded up, uniformly, and {@code T-1-t} of each for the others. */
  ANTITHETIC,
  /**
   * {@code n/2 + 1} uniformly, n/2 rounded down, and {@code T-1-t} of the first of them for the
   * others, as in the DDIM and the PIG authors' code: 4 and 2 in a batch of 6.
   */
  ANTITHETIC_AUTHORS
}
