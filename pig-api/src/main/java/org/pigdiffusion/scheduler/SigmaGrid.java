package org.pigdiffusion.scheduler;

import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * The grids that are even in a function of {@code sigma = sqrt((1 - abar) / abar)}, from the last
 * time step of the noise schedule to the first.
 */
enum SigmaGrid implements TimeGrid {
  KARRAS {
    @Override
    double between(double sigmaMax, double sigmaMin, double share) {
      double high = Math.pow(sigmaMax, 1 / RHO);
      double low = Math.pow(sigmaMin, 1 / RHO);
      return Math.pow(high + share * (low - high), RHO);
    }
  },
  EXPONENTIAL {
    @Override
    double between(double sigmaMax, double sigmaMin, double share) {
      return sigmaMax * Math.pow(sigmaMin / sigmaMax, share);
    }
  };

  /** The value of Karras et al. 2022. */
  private static final double RHO = 7;

  abstract double between(double sigmaMax, double sigmaMin, double share);

  @Override
  public List<Double> times(int steps, NoiseSchedule schedule) {
    int last = schedule.timeSteps() - 1;
    if (schedule.alphaBar(last) == 0) {
      throw new IllegalArgumentException(
          "grid %s: expected a noise schedule with abar above 0, found 0 at the last time step of %s"
                  .formatted(description(), schedule)
              + " (take a grid of time steps, such as trailing)");
    }
    return IntStream.range(0, steps).mapToObj(i -> time(i, steps, schedule)).toList();
  }

  private double time(int i, int steps, NoiseSchedule schedule) {
    int last = schedule.timeSteps() - 1;
    if (i == 0) {
      return last;
    }
    if (i == steps - 1) {
      return 0;
    }
    double sigma = between(sigma(last, schedule), sigma(0, schedule), i / (steps - 1.0));
    return schedule.timeAtSnr(1 / (sigma * sigma));
  }

  private static double sigma(int t, NoiseSchedule schedule) {
    return 1 / Math.sqrt(schedule.snr(t));
  }

  @Override
  public String description() {
    return TextWriter.constant(this);
  }

  @Override
  public String toString() {
    return description();
  }
}
