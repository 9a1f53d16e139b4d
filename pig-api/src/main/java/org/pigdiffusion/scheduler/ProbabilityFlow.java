package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * Steps along the probability-flow ODE, {@code d(x / a) = e d(s / a)} (Song et al. 2020, arXiv
 * 2010.02502, Eq. 14), for rules that average noise estimates.
 */
final class ProbabilityFlow {
  private ProbabilityFlow() {}

  /** Euler's step from the present point, which is deterministic DDIM: {@code a' x0hat + s' e}. */
  static Combination euler(Point to) {
    return Combination.builder().clean(0, to.a()).noise(0, to.s()).build();
  }

  /**
   * A step with an average of noise estimates instead of the first, from a point of finite sigma.
   *
   * @param base how many evaluations ago the step began
   * @param shares by how many evaluations ago; they add up to 1
   */
  static Combination step(Point from, int base, Point to, Map<Integer, Double> shares) {
    Combination.Builder next = Combination.builder();
    next.clean(base, to.a()).noise(base, to.a() * from.sigma());
    shares.forEach((lag, share) -> next.noise(lag, to.a() * (to.sigma() - from.sigma()) * share));
    return next.build();
  }

  /** The step just taken by {@link #euler}, again with the mean of the estimates at both ends. */
  static Combination heun(Point from, Point to) {
    return step(from, 1, to, ImmutableMap.of(1, 0.5, 0, 0.5));
  }
}
