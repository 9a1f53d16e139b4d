package org.pigdiffusion.scheduler;

import java.util.List;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * Euler's rule along the probability-flow ODE in sigma (Karras et al. 2022, arXiv 2206.00364,
 * Algorithm 1 without the correction). Order 1.
 *
 * <p>On one grid this is deterministic {@link Ddim} to the last bit; the two differ in their
 * default grids.
 */
public record Euler() implements SamplingRule {

  /** On the {@link TimeGrid#karras} grid. */
  public static SamplingMethod ofSteps(int steps) {
    return SamplingMethod.of(new Euler(), steps);
  }

  @Override
  public TimeGrid defaultGrid() {
    return TimeGrid.karras();
  }

  @Override
  public String description() {
    return "euler";
  }

  @Override
  public List<Evaluation> evaluations(List<Point> path, NoiseSchedule schedule) {
    return SamplingRule.oneForEachStep(path, i -> ProbabilityFlow.euler(path.get(i + 1)));
  }
}
