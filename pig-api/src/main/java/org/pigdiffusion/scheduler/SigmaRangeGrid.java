package org.pigdiffusion.scheduler;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.pigdiffusion.noise.NoiseSchedule;

/** A grid between two values of sigma, after the last time step if that is noisier. */
record SigmaRangeGrid(SigmaGrid form, double sigmaMin, double sigmaMax) implements TimeGrid {
  SigmaRangeGrid {
    if (!(sigmaMin > 0 && sigmaMin < sigmaMax && sigmaMax > 1 && Double.isFinite(sigmaMax))) {
      throw new IllegalArgumentException(
          "sigmaMin, sigmaMax: expected 0 < sigmaMin < sigmaMax and 1 < sigmaMax, found %s and %s"
                  .formatted(sigmaMin, sigmaMax)
              + " (that of a noise level is level / sqrt(1 - level^2))");
    }
  }

  @Override
  public List<Double> times(int steps, NoiseSchedule schedule) {
    int last = schedule.timeSteps() - 1;
    double high = Math.min(sigmaMax, sigma(schedule.snr(last)));
    double low = Math.max(sigmaMin, sigma(schedule.snr(0)));
    if (low > high) {
      throw new IllegalArgumentException(
          "grid %s: expected a sigma among those of %s, found all of its time steps outside"
              .formatted(description(), schedule));
    }
    int before = high == sigmaMax ? 1 : 0;
    DoubleStream between =
        IntStream.range(0, steps - before)
            .mapToDouble(i -> time(i, steps - before, low, high, schedule));
    return before == 0
        ? between.boxed().toList()
        : DoubleStream.concat(DoubleStream.of(last), between).boxed().toList();
  }

  /** The ends exactly; the times of equal sigma differ in the rounding. */
  private double time(int i, int steps, double low, double high, NoiseSchedule schedule) {
    double share = i == 0 ? 0 : i / (steps - 1.0);
    double sigma = form.between(high, low, share);
    double snr = 1 / (sigma * sigma);
    int last = schedule.timeSteps() - 1;
    return schedule.timeAtSnr(Math.min(Math.max(snr, schedule.snr(last)), schedule.snr(0)));
  }

  private static double sigma(double snr) {
    return 1 / Math.sqrt(snr);
  }

  @Override
  public String description() {
    return TextWriter.call(form.description(), DoubleStream.of(sigmaMin, sigmaMax));
  }

  @Override
  public String toString() {
    return description();
  }
}
