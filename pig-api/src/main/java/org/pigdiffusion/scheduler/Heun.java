package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * Heun's rule along the probability-flow ODE in the noise level (Karras et al. 2022, arXiv
 * 2206.00364, Algorithm 1): Euler's step, then the same step again with the mean of the noise
 * estimates at its two ends. Order 2.
 *
 * <p>The last step, and one that begins in pure noise, are Euler's alone. So N steps take 2N - 1
 * network evaluations.
 *
 * @param steps N
 * @param grid which times
 * @param thresholding of the clean estimate
 */
@CheckReturnValue
public record Heun(int steps, TimeGrid grid, Thresholding thresholding) implements SamplingMethod {

  /** Checks the settings. */
  public Heun {
    LinearScheduler.requireSteps(steps);
  }

  /** On the {@link TimeGrid#karras} grid, without thresholding. */
  public static Heun ofSteps(int steps) {
    return new Heun(steps, TimeGrid.karras(), Thresholding.none());
  }

  /** The same on another grid. */
  public Heun withGrid(TimeGrid newGrid) {
    return new Heun(steps, newGrid, thresholding);
  }

  /** The same with another thresholding. */
  public Heun withThresholding(Thresholding newThresholding) {
    return new Heun(steps, grid, newThresholding);
  }

  @Override
  public Scheduler on(NoiseSchedule schedule) {
    return LinearScheduler.of(this, steps, grid, thresholding, schedule, this::evaluations);
  }

  ImmutableList<Evaluation> evaluations(ImmutableList<Point> path) {
    ImmutableList.Builder<Evaluation> evaluations = ImmutableList.builder();
    for (int i = 0; i < path.size() - 1; i++) {
      Point from = path.get(i);
      Point to = path.get(i + 1);
      evaluations.add(new Evaluation(from, ProbabilityFlow.euler(to)));
      if (i < path.size() - 2 && !from.isPureNoise()) {
        evaluations.add(new Evaluation(to, ProbabilityFlow.heun(from, to)));
      }
    }
    return evaluations.build();
  }
}
