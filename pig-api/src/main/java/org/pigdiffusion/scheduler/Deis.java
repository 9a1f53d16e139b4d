package org.pigdiffusion.scheduler;

import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * DEIS, the diffusion exponential integrator sampler (Zhang and Chen 2022, arXiv 2204.13902), with
 * the polynomial in the logarithm of sigma: the noise estimates of the last steps give a
 * polynomial, which is integrated exactly. One network evaluation a step.
 *
 * <p>The first steps have as low an order as the estimates so far allow; the last has order 1, the
 * one before it at most 2.
 *
 * @param order 1, which is deterministic DDIM, 2 or 3
 */
public record Deis(int order) implements SamplingRule {
  static final Deis STANDARD = new Deis(2);
  private static final double RATE = -1;

  /** Checks the settings. */
  public Deis {
    ExponentialIntegrator.requireOrder(1, order);
  }

  /** Order 2, on the {@link TimeGrid#karras} grid. */
  public static SamplingMethod ofSteps(int steps) {
    return SamplingMethod.of(STANDARD, steps);
  }

  @Override
  public TimeGrid defaultGrid() {
    return TimeGrid.karras();
  }

  @Override
  public String description() {
    return TextWriter.rule("deis").setting("order", order, STANDARD.order).text();
  }

  @Override
  public List<Evaluation> evaluations(List<Point> path, NoiseSchedule schedule) {
    return SamplingRule.oneForEachStep(path, i -> next(path, i));
  }

  /** {@code (a' / a) x + s' sum_j w_j e_j}, with x as {@code a x0hat + s e}. */
  private Combination next(List<Point> path, int i) {
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
