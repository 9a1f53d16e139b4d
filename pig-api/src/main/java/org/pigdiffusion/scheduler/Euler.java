package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * Euler's rule along the probability-flow ODE in the noise level (Karras et al. 2022, arXiv
 * 2206.00364, Algorithm 1 without the correction). Order 1.
 *
 * <p>On one grid this is deterministic {@link Ddim} to the last bit; the two differ in their
 * default grids.
 *
 * @param steps N, the number of network evaluations
 * @param grid which times
 * @param thresholding of the clean estimate
 */
@CheckReturnValue
public record Euler(int steps, TimeGrid grid, Thresholding thresholding) implements SamplingMethod {

  /** Checks the settings. */
  public Euler {
    LinearScheduler.requireSteps(steps);
  }

  /** On the {@link TimeGrid#karras} grid, without thresholding. */
  public static Euler ofSteps(int steps) {
    return new Euler(steps, TimeGrid.karras(), Thresholding.none());
  }

  /** The same on another grid. */
  public Euler withGrid(TimeGrid newGrid) {
    return new Euler(steps, newGrid, thresholding);
  }

  /** The same with another thresholding. */
  public Euler withThresholding(Thresholding newThresholding) {
    return new Euler(steps, grid, newThresholding);
  }

  @Override
  public Scheduler on(NoiseSchedule schedule) {
    return LinearScheduler.of(this, steps, grid, thresholding, schedule, this::evaluations);
  }

  ImmutableList<Evaluation> evaluations(ImmutableList<Point> path) {
    return LinearScheduler.Rule.each(path, i -> ProbabilityFlow.euler(path.get(i + 1)));
  }
}
