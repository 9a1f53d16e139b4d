package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * Heun's rule along the probability-flow ODE in sigma (Karras et al. 2022, arXiv 2206.00364,
 * Algorithm 1): Euler's step, then the same step again with the mean of the noise estimates at its
 * two ends. Order 2.
 *
 * <p>The last step, and one that begins in pure noise, are Euler's alone. So N steps take 2N - 1
 * network evaluations.
 */
public record Heun() implements SamplingRule {

  /** On the {@link TimeGrid#karras} grid. */
  public static SamplingMethod ofSteps(int steps) {
    return SamplingMethod.of(new Heun(), steps);
  }

  @Override
  public TimeGrid defaultGrid() {
    return TimeGrid.karras();
  }

  @Override
  public String description() {
    return "heun";
  }

  @Override
  public List<Evaluation> evaluations(List<Point> path, NoiseSchedule schedule) {
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
