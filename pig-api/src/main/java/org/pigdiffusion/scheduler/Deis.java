package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.stream.IntStream;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * DEIS, the diffusion exponential integrator sampler (Zhang and Chen 2022, arXiv 2204.13902), with
 * the polynomial in the logarithm of the noise level: the noise estimates of the last steps give a
 * polynomial, which is integrated exactly. One network evaluation a step.
 *
 * <p>The first steps have as low an order as the estimates so far allow; the last has order 1, the
 * one before it at most 2.
 *
 * @param steps N, the number of network evaluations
 * @param order 1, which is deterministic DDIM, 2 or 3
 * @param grid which times
 * @param thresholding of the clean estimate
 */
@CheckReturnValue
public record Deis(int steps, int order, TimeGrid grid, Thresholding thresholding)
    implements SamplingMethod {
  private static final double RATE = -1;

  /** Checks the settings. */
  public Deis {
    LinearScheduler.requireSteps(steps);
    ExponentialIntegrator.requireOrder(1, order);
  }

  /** Order 2 on the {@link TimeGrid#karras} grid, without thresholding. */
  public static Deis ofSteps(int steps) {
    return new Deis(steps, 2, TimeGrid.karras(), Thresholding.none());
  }

  /** The same with another order. */
  public Deis withOrder(int newOrder) {
    return new Deis(steps, newOrder, grid, thresholding);
  }

  /** The same on another grid. */
  public Deis withGrid(TimeGrid newGrid) {
    return new Deis(steps, order, newGrid, thresholding);
  }

  /** The same with another thresholding. */
  public Deis withThresholding(Thresholding newThresholding) {
    return new Deis(steps, order, grid, newThresholding);
  }

  @Override
  public Scheduler on(NoiseSchedule schedule) {
    return LinearScheduler.of(this, steps, grid, thresholding, schedule, this::evaluations);
  }

  ImmutableList<Evaluation> evaluations(ImmutableList<Point> path) {
    return LinearScheduler.Rule.each(path, i -> next(path, i));
  }

  /** {@code (a' / a) x + s' sum_j w_j e_j}, with x as {@code a x0hat + s e}. */
  private Combination next(ImmutableList<Point> path, int i) {
    Point from = path.get(i);
    Point to = path.get(i + 1);
    int stepOrder = ExponentialIntegrator.order(order, path, i);
    if (stepOrder == 1) {
      return ProbabilityFlow.euler(to);
    }
    ExponentialIntegrator step = ExponentialIntegrator.between(RATE, from, to);
    double[] weights = step.weights(step.nodes(path, i, stepOrder));
    Combination.Builder next =
        Combination.builder().clean(0, to.a()).noise(0, to.a() * from.sigma());
    IntStream.range(0, stepOrder).forEach(lag -> next.noise(lag, to.s() * weights[lag]));
    return next.build();
  }
}
