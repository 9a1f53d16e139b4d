package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import java.util.stream.IntStream;

/**
 * Which of a noise schedule's T time steps a sampler visits. With N steps asked for, a grid gives
 * exactly N, strictly decreasing, or refuses. The examples are for T = 1000 and N = 10.
 */
@FunctionalInterface
public interface TimeGrid {

  /**
   * The time steps.
   *
   * @param steps N, in [1, total]
   * @param total T
   * @return N time steps in [0, T-1], strictly decreasing; the caller checks
   */
  ImmutableList<Integer> times(int steps, int total);

  /** Every (T/N)-th, rounded down, from 0: 900, 800, ..., 0. The PIG authors' code. */
  static TimeGrid leading() {
    return NamedGrid.LEADING;
  }

  /** Every (T/N)-th back from the last: 999, 899, ..., 99. The paper's uniform grid. */
  static TimeGrid trailing() {
    return NamedGrid.TRAILING;
  }

  /** Evenly from the last to the first: 999, 888, ..., 0. */
  static TimeGrid linspace() {
    return NamedGrid.LINSPACE;
  }

  /**
   * The squares of even steps from 0 to sqrt(0.8 T), rounded down: close together near the clean
   * end. Refused where the rounding makes two equal, as it does for many steps.
   */
  static TimeGrid quad() {
    return NamedGrid.QUAD;
  }

  /** The given time steps, strictly decreasing. */
  static TimeGrid explicit(int... times) {
    return new ExplicitGrid(ImmutableList.copyOf(Ints.asList(times)));
  }

  /**
   * The time steps, checked.
   *
   * @throws IllegalArgumentException if N is not in [1, T], or the grid does not give N strictly
   *     decreasing time steps in [0, T-1]
   */
  default ImmutableList<Integer> checkedTimes(int steps, int total) {
    if (steps < 1 || steps > total) {
      throw new IllegalArgumentException(
          "steps: expected in [1,%d], the time steps of the noise schedule, found %d"
              .formatted(total, steps));
    }
    ImmutableList<Integer> times = times(steps, total);
    boolean decreasing =
        IntStream.range(1, times.size()).allMatch(i -> times.get(i) < times.get(i - 1));
    if (times.size() != steps || !decreasing || times.get(0) >= total || times.get(steps - 1) < 0) {
      throw new IllegalArgumentException(
          "grid %s: expected %d strictly decreasing time steps in [0,%d], found %s"
              .formatted(this, steps, total - 1, times));
    }
    return times;
  }
}
