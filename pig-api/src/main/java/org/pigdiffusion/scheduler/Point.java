package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.pigdiffusion.noise.ForwardProcess;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * A time with what the noise schedule says of it. The factors are those of {@link ForwardProcess}.
 *
 * @param time in [0, T-1], or the clean end
 * @param alphaBar in [0, 1]
 */
public record Point(double time, double alphaBar) {

  /**
   * The point at a time.
   *
   * @param time in [0, T-1], or {@link NoiseSchedule#CLEAN}
   */
  public static Point at(double time, NoiseSchedule schedule) {
    return new Point(time, schedule.alphaBar(time));
  }

  /** The points of the times, then the clean end. */
  static List<Point> path(List<Double> times, NoiseSchedule schedule) {
    ImmutableList.Builder<Point> path = ImmutableList.builder();
    times.forEach(time -> path.add(at(time, schedule)));
    return path.add(at(NoiseSchedule.CLEAN, schedule)).build();
  }

  /** The factor of the clean image, {@code sqrt(abar)}. */
  public double a() {
    return ForwardProcess.a(alphaBar);
  }

  /** The factor of the noise, {@code sqrt(1 - abar)}. */
  public double s() {
    return ForwardProcess.s(alphaBar);
  }

  /** {@code s / a}: 0 at the clean end, infinite in pure noise. */
  public double sigma() {
    return ForwardProcess.sigma(alphaBar);
  }

  /** {@code log(a / s)}, half the log SNR: infinite at both ends. */
  public double lambda() {
    return -Math.log(sigma());
  }

  /** Whether nothing of the clean image is left, as in the first point with zero terminal SNR. */
  public boolean isPureNoise() {
    return alphaBar == 0;
  }
}
