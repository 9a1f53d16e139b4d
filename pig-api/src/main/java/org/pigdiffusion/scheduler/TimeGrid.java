package org.pigdiffusion.scheduler;

import com.google.common.primitives.Doubles;
import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * Which times of a noise schedule a sampler visits. With N steps asked for, a grid gives exactly N,
 * strictly decreasing, or refuses. The examples are for T = 1000 and N = 10.
 *
 * <p>The grids made of time steps ({@link #leading}, {@link #trailing}, {@link #linspace}, {@link
 * #evenStrides}, {@link #quad}) suit every network and every schedule. Those made of sigma ({@link
 * #karras}, {@link #exponential}) fall between the time steps unless made {@link #whole}.
 *
 * <p>Write your own as a record, so that equal grids make equal methods. Implementations are
 * immutable.
 *
 * <p>{@code sigma = sqrt((1 - abar) / abar)}, from 0 without an upper bound, is the {@code sigma}
 * of Karras et al. and of k-diffusion. It is not the noise level {@code sqrt(1 - abar)}, at most 1,
 * that a {@link org.pigdiffusion.sampler.GuideRefresh} goes by. An interval of the one is never
 * accepted as one of the other: of sigma, the greatest must be above 1. A grid that ended its first
 * step below would decide everything but details in that step.
 */
public interface TimeGrid {

  /**
   * The times.
   *
   * @param steps N, in [1, T]
   * @param schedule of T time steps
   * @return N times in [0, T-1], strictly decreasing; the caller checks
   */
  List<Double> times(int steps, NoiseSchedule schedule);

  /**
   * Names this grid with its settings: the part behind the {@code @} of {@link
   * SamplingMethod#description}. {@link SamplingMethod#parse} reads the names of the library's
   * grids alone.
   *
   * @return the same text in every run, for no other grid; jobs, tables and provenance tell two
   *     grids apart by it
   */
  String description();

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
   * N even strides from the last to the first, the end of the last stride left out: 999, 899, 799,
   * 699, 599, 500, ..., 100. What diffusers takes for DPM-Solver++, UniPC and DEIS.
   */
  static TimeGrid evenStrides() {
    return NamedGrid.EVEN_STRIDES;
  }

  /**
   * The squares of even steps from 0 to sqrt(0.8 T), rounded down: close together near the clean
   * end. Refused where the rounding makes two equal, as it does for many steps.
   */
  static TimeGrid quad() {
    return NamedGrid.QUAD;
  }

  /**
   * Even steps of {@code sigma^(1/7)} from the last time step to the first (Karras et al. 2022,
   * arXiv 2206.00364, Eq. 5): close together near the clean end. Needs abar above 0.
   */
  static TimeGrid karras() {
    return SigmaGrid.KARRAS;
  }

  /**
   * The last time step, then {@link #karras} from {@code sigmaMax} to {@code sigmaMin}; where the
   * schedule ends within these values of sigma, its own ends instead, and no step before them.
   * Serves schedules with zero terminal SNR too.
   *
   * <p>Few steps make better images if the last begins at some 0.03: below, the network adds fine
   * noise rather than detail (measured: docs/results/speed/samplers.md). A low {@code sigmaMax}
   * spends the steps where small structures are decided; but large ones are decided in the noise
   * above, the mean of n pixels at a sigma of about {@code sqrt(n)}, in one step then. It begins at
   * the last time step all the same: at a less noisy one the network expects a trace of the image,
   * and pure noise gives images of a wrong brightness.
   *
   * @param sigmaMin above 0, sigma at the last time
   * @param sigmaMax finite, above {@code sigmaMin} and above 1, sigma at the second time
   */
  static TimeGrid karras(double sigmaMin, double sigmaMax) {
    return new SigmaRangeGrid(SigmaGrid.KARRAS, sigmaMin, sigmaMax);
  }

  /**
   * Even steps of {@code log sigma} from the last time step to the first: closer still to the clean
   * end. Needs abar above 0.
   */
  static TimeGrid exponential() {
    return SigmaGrid.EXPONENTIAL;
  }

  /**
   * The last time step, then {@link #exponential} from {@code sigmaMax} to {@code sigmaMin}; else
   * as {@link #karras(double, double)}.
   *
   * @param sigmaMin above 0, sigma at the last time
   * @param sigmaMax finite, above {@code sigmaMin} and above 1, sigma at the second time
   */
  static TimeGrid exponential(double sigmaMin, double sigmaMax) {
    return new SigmaRangeGrid(SigmaGrid.EXPONENTIAL, sigmaMin, sigmaMax);
  }

  /**
   * Even steps of log SNR, as in the DPM-Solver papers (Lu et al. 2022, arXiv 2206.00927). Since
   * {@code log SNR = -2 log sigma}, this is another name of {@link #exponential}.
   */
  static TimeGrid logSnrUniform() {
    return exponential();
  }

  /** The given times, strictly decreasing. */
  static TimeGrid explicit(double... times) {
    return new ExplicitGrid(Doubles.asList(times));
  }

  /**
   * This grid with every time rounded to the nearest time step, for networks that take no others.
   * Refused where the rounding makes two equal, as it does for many steps.
   */
  default TimeGrid whole() {
    return new WholeGrid(this);
  }

  /**
   * The times, checked.
   *
   * @throws IllegalArgumentException if N is not in [1, T], or the grid does not give N strictly
   *     decreasing times in [0, T-1]
   */
  default List<Double> checkedTimes(int steps, NoiseSchedule schedule) {
    int last = schedule.timeSteps() - 1;
    if (steps < 1 || steps > schedule.timeSteps()) {
      throw new IllegalArgumentException(
          "steps: expected in [1,%d], the time steps of the noise schedule, found %d"
              .formatted(schedule.timeSteps(), steps));
    }
    List<Double> times = List.copyOf(times(steps, schedule));
    boolean decreasing =
        IntStream.range(1, times.size()).allMatch(i -> times.get(i) < times.get(i - 1));
    if (times.size() != steps
        || !decreasing
        || !(times.get(0) <= last && times.get(steps - 1) >= 0)) {
      throw new IllegalArgumentException(
          "grid %s: expected %d strictly decreasing times in [0,%d], found %s"
              .formatted(description(), steps, last, times));
    }
    return times;
  }
}
