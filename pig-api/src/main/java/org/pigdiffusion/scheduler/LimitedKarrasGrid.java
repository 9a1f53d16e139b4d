package org.pigdiffusion.scheduler;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.stream.IntStream;
import org.pigdiffusion.noise.NoiseSchedule;

/** Karras' grid between two noise levels, after the last time step. */
record LimitedKarrasGrid(double sigmaMin, double sigmaMax) implements TimeGrid {
  LimitedKarrasGrid {
    if (!(sigmaMin > 0 && sigmaMin < sigmaMax && Double.isFinite(sigmaMax))) {
      throw new IllegalArgumentException(
          "sigmaMin, sigmaMax: expected 0 < sigmaMin < sigmaMax, found %s and %s"
              .formatted(sigmaMin, sigmaMax));
    }
  }

  @Override
  public ImmutableDoubleArray times(int steps, NoiseSchedule schedule) {
    int last = schedule.steps() - 1;
    requireWithin(schedule.snr(last), schedule.snr(0), schedule);
    return ImmutableDoubleArray.builder(steps)
        .add(last)
        .addAll(IntStream.range(0, steps - 1).mapToDouble(i -> time(i, steps - 1, schedule)))
        .build();
  }

  private void requireWithin(double least, double greatest, NoiseSchedule schedule) {
    if (snr(sigmaMax) <= least || snr(sigmaMin) > greatest) {
      throw new IllegalArgumentException(
          "grid %s: expected noise levels in [%s, %s), those of the time steps of %s"
              .formatted(this, 1 / Math.sqrt(greatest), 1 / Math.sqrt(least), schedule));
    }
  }

  private double time(int i, int steps, NoiseSchedule schedule) {
    double share = steps == 1 ? 1 : i / (steps - 1.0);
    return schedule.timeAtSnr(snr(NoiseLevelGrid.KARRAS.between(sigmaMax, sigmaMin, share)));
  }

  private static double snr(double sigma) {
    return 1 / (sigma * sigma);
  }

  @Override
  public String toString() {
    return "karras(" + sigmaMin + "," + sigmaMax + ")";
  }
}
