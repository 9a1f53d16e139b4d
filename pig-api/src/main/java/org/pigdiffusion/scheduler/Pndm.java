package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * PNDM, pseudo numerical methods on the manifold (Liu et al. 2022, arXiv 2202.09778): DDIM's step
 * with the noise estimate averaged over four steps as in the Adams-Bashforth rule. Order 2.
 *
 * <p>The average supposes steps of one length, so grids of time steps suit it best. The last step,
 * and one that begins in pure noise, are DDIM's.
 *
 * @param start how the first steps are taken, before there are four estimates; says how many
 *     network evaluations N steps take
 */
public record Pndm(Start start) implements SamplingRule {
  static final Pndm STANDARD = new Pndm(Start.IMPROVED_EULER);

  /** The shares of the newest estimates, newest first, in the Adams-Bashforth rules. */
  private static final double[][] ADAMS_BASHFORTH = {
    {1},
    {3 / 2., -1 / 2.},
    {23 / 12., -16 / 12., 5 / 12.},
    {55 / 24., -59 / 24., 37 / 24., -9 / 24.}
  };

  /** How the first steps are taken. */
  public enum Start {
    /**
     * The first step by the improved Euler rule, the next with the estimates that there are: N + 1
     * network evaluations. Also called PLMS.
     */
    IMPROVED_EULER,
    /**
     * The first three steps by the Runge-Kutta rule, with four evaluations each: N + 9 network
     * evaluations for 4 steps or more. The rule also visits the middle of its steps, rounded to a
     * time step if both ends are.
     */
    RUNGE_KUTTA
  }

  /** With the start of fewer evaluations, on the {@link TimeGrid#trailing} grid. */
  public static SamplingMethod ofSteps(int steps) {
    return SamplingMethod.of(STANDARD, steps);
  }

  @Override
  public TimeGrid defaultGrid() {
    return TimeGrid.trailing();
  }

  @Override
  public String description() {
    return TextWriter.rule("pndm").setting("start", start, STANDARD.start).text();
  }

  @Override
  public List<Evaluation> evaluations(List<Point> path, NoiseSchedule schedule) {
    List<Evaluation> evaluations = new ArrayList<>();
    // The numbers of the evaluations that began a step from finite sigma, newest first.
    List<Integer> history = new ArrayList<>();
    for (int i = 0; i < path.size() - 1; i++) {
      Point from = path.get(i);
      Point to = path.get(i + 1);
      int number = evaluations.size();
      if (!from.isPureNoise()) {
        history.add(0, number);
      }
      if (i == path.size() - 2 || from.isPureNoise()) {
        evaluations.add(new Evaluation(from, ProbabilityFlow.euler(to)));
      } else if (start == Start.RUNGE_KUTTA && history.size() <= 3) {
        evaluations.addAll(rungeKutta(from, middle(from, to, schedule), to));
      } else if (history.size() == 1) {
        evaluations.add(new Evaluation(from, ProbabilityFlow.euler(to)));
        evaluations.add(new Evaluation(to, ProbabilityFlow.heun(from, to)));
      } else {
        evaluations.add(new Evaluation(from, adamsBashforth(from, to, number, history)));
      }
    }
    return ImmutableList.copyOf(evaluations);
  }

  private static Combination adamsBashforth(
      Point from, Point to, int number, List<Integer> history) {
    double[] shares = ADAMS_BASHFORTH[Math.min(history.size(), ADAMS_BASHFORTH.length) - 1];
    ImmutableMap.Builder<Integer, Double> byLag = ImmutableMap.builder();
    for (int j = 0; j < shares.length; j++) {
      byLag.put(number - history.get(j), shares[j]);
    }
    return ProbabilityFlow.step(from, 0, to, byLag.buildOrThrow());
  }

  private static List<Evaluation> rungeKutta(Point from, Point middle, Point to) {
    ImmutableMap<Integer, Double> present = ImmutableMap.of(0, 1.0);
    ImmutableMap<Integer, Double> simpson =
        ImmutableMap.of(3, 1 / 6., 2, 1 / 3., 1, 1 / 3., 0, 1 / 6.);
    return ImmutableList.of(
        new Evaluation(from, ProbabilityFlow.euler(middle)),
        new Evaluation(middle, ProbabilityFlow.step(from, 1, middle, present)),
        new Evaluation(middle, ProbabilityFlow.step(from, 2, to, present)),
        new Evaluation(to, ProbabilityFlow.step(from, 3, to, simpson)));
  }

  /** Some networks take time steps only, so a grid of time steps stays one. */
  private static Point middle(Point from, Point to, NoiseSchedule schedule) {
    double time = (from.time() + to.time()) / 2;
    boolean whole = from.time() == Math.rint(from.time()) && to.time() == Math.rint(to.time());
    return Point.at(whole ? Math.floor(time) : time, schedule);
  }
}
