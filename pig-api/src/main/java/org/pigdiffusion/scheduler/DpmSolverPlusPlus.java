package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * DPM-Solver++, multistep (Lu et al. 2022, arXiv 2211.01095, Algorithm 2 and appendix): the clean
 * estimates of the last steps give a polynomial in {@code log(a / s)}, which is integrated along
 * the step. One network evaluation a step. With h the length of a step and order 1,
 *
 * <pre>
 * ODE: next = (s'/s)      x_t + a' (1 - e^-h)  x0hat
 * SDE: next = (s'/s) e^-h x_t + a' (1 - e^-2h) x0hat + s' sqrt(1 - e^-2h) z
 * </pre>
 *
 * <p>The first steps have as low an order as the estimates so far allow; the last, which leads to
 * sigma 0, has order 1, the one before it at most 2.
 *
 * @param steps N, the number of network evaluations
 * @param order 1, which is DDIM, 2 ("2M") or 3 ("3M")
 * @param variant of order 2; of no effect on the others
 * @param noise whether noise is added
 * @param grid which times
 * @param thresholding of the clean estimate
 */
@CheckReturnValue
public record DpmSolverPlusPlus(
    int steps, int order, Variant variant, Noise noise, TimeGrid grid, Thresholding thresholding)
    implements SamplingMethod {

  /** How order 2 weighs the slope of the clean estimate. */
  public enum Variant {
    /** With its value in the middle of the step, as in the paper. */
    MIDPOINT,
    /** Exactly. */
    HEUN
  }

  /** Whether noise is added at each step. */
  public enum Noise {
    /** The probability-flow ODE: none. */
    ODE(1),
    /** The reverse SDE: fresh noise at each step but the last. */
    SDE(2);

    private final int rate;

    Noise(int rate) {
      this.rate = rate;
    }
  }

  /** Checks the settings. */
  public DpmSolverPlusPlus {
    LinearScheduler.requireSteps(steps);
    ExponentialIntegrator.requireOrder(1, order);
  }

  /**
   * Order 2, midpoint, without noise, on the {@link TimeGrid#karras} grid, without thresholding.
   */
  public static DpmSolverPlusPlus ofSteps(int steps) {
    return new DpmSolverPlusPlus(
        steps, 2, Variant.MIDPOINT, Noise.ODE, TimeGrid.karras(), Thresholding.none());
  }

  /** The same with another order. */
  public DpmSolverPlusPlus withOrder(int newOrder) {
    return new DpmSolverPlusPlus(steps, newOrder, variant, noise, grid, thresholding);
  }

  /** The same with another variant of order 2. */
  public DpmSolverPlusPlus withVariant(Variant newVariant) {
    return new DpmSolverPlusPlus(steps, order, newVariant, noise, grid, thresholding);
  }

  /** The same with or without noise. */
  public DpmSolverPlusPlus withNoise(Noise newNoise) {
    return new DpmSolverPlusPlus(steps, order, variant, newNoise, grid, thresholding);
  }

  /** The same on another grid. */
  public DpmSolverPlusPlus withGrid(TimeGrid newGrid) {
    return new DpmSolverPlusPlus(steps, order, variant, noise, newGrid, thresholding);
  }

  /** The same with another thresholding. */
  public DpmSolverPlusPlus withThresholding(Thresholding newThresholding) {
    return new DpmSolverPlusPlus(steps, order, variant, noise, grid, newThresholding);
  }

  @Override
  public Scheduler on(NoiseSchedule schedule) {
    return LinearScheduler.of(this, steps, grid, thresholding, schedule, this::evaluations);
  }

  ImmutableList<Evaluation> evaluations(ImmutableList<Point> path) {
    return LinearScheduler.Rule.each(path, i -> next(path, i));
  }

  private Combination next(ImmutableList<Point> path, int i) {
    Point from = path.get(i);
    Point to = path.get(i + 1);
    ExponentialIntegrator step = ExponentialIntegrator.between(noise.rate, from, to);
    double[] nodes = step.nodes(path, i, ExponentialIntegrator.order(order, path, i));
    double[] weights =
        nodes.length == 2 && variant == Variant.MIDPOINT
            ? step.weightsWithSlope(step.total() / 2, nodes[1])
            : step.weights(nodes);
    Combination.Builder next = Combination.builder();
    for (int lag = 0; lag < nodes.length; lag++) {
      next.clean(lag, to.a() * weights[lag]);
    }
    return switch (noise) {
      case ODE -> next.sample(0, to.s() / from.s()).build();
      case SDE ->
          next.sample(0, to.s() / from.s() * Math.exp(-step.h()))
              .freshNoise(to.s() * Math.sqrt(step.total()))
              .build();
    };
  }
}
