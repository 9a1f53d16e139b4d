package org.pigdiffusion.trainer;

/** How the time steps of a training batch are drawn, from 0 to T-1. */
public enum TimeSampling {
  /** Each pair on its own, uniformly (Algorithm 1). */
  UNIFORM,
  /** Half of the batch uniformly, and {@code T-1-t} of each for the other half (DDIM code). */
  ANTITHETIC
}
