package org.pigdiffusion.scheduler;

import java.util.List;
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
 * @param order 1, which is DDIM, 2 ("2M") or 3 ("3M")
 * @param variant of the steps of order 2, with which order 3 begins and ends too
 * @param noise whether noise is added
 */
public record DpmSolverPlusPlus(int order, Variant variant, Noise noise) implements SamplingRule {
  static final DpmSolverPlusPlus STANDARD = new DpmSolverPlusPlus(2, Variant.MIDPOINT, Noise.ODE);

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
    ExponentialIntegrator.requireOrder(1, order);
  }

  /** Order 2, midpoint, without noise, on the {@link TimeGrid#karras} grid. */
  public static SamplingMethod ofSteps(int steps) {
    return SamplingMethod.of(STANDARD, steps);
  }

  /** The standard rule with another order. */
  public static DpmSolverPlusPlus ofOrder(int order) {
    return new DpmSolverPlusPlus(order, STANDARD.variant, STANDARD.noise);
  }

  /** The same with another variant. */
  public DpmSolverPlusPlus withVariant(Variant newVariant) {
    return new DpmSolverPlusPlus(order, newVariant, noise);
  }

  /** The same with or without noise. */
  public DpmSolverPlusPlus withNoise(Noise newNoise) {
    return new DpmSolverPlusPlus(order, variant, newNoise);
  }

  @Override
  public TimeGrid defaultGrid() {
    return TimeGrid.karras();
  }

  @Override
  public String description() {
    return TextWriter.rule("dpm++" + order + "m")
        .setting("variant", variant, STANDARD.variant)
        .setting("noise", noise, STANDARD.noise)
        .text();
  }

  @Override
  public List<Evaluation> evaluations(List<Point> path, NoiseSchedule schedule) {
    return SamplingRule.oneForEachStep(path, i -> next(path, i));
  }

  private Combination next(List<Point> path, int i) {
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
