package org.pigdiffusion.trainer.djl;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import java.util.function.DoubleToIntFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.trainer.TimeDensity;

/** Time steps that follow from normally distributed numbers. */
final class NormalTimes {
  private NormalTimes() {}

  /**
   * Draws some numbers and takes the opposite of the first of them for the others.
   *
   * @param count of all
   * @param drawn how many are drawn, at least half of them
   */
  static ImmutableIntArray draw(
      TimeDensity density,
      NoiseSchedule schedule,
      int count,
      int drawn,
      UniformRandomProvider random) {
    DoubleToIntFunction time = time(density, schedule);
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i < drawn ? normal.sample() : -numbers[i - drawn];
    }
    return ImmutableIntArray.copyOf(Arrays.stream(numbers).mapToInt(time));
  }

  /** The time step of a number drawn from the standard normal distribution. */
  static DoubleToIntFunction time(TimeDensity density, NoiseSchedule schedule) {
    if (density instanceof TimeDensity.LogitNormal logit) {
      return z -> ofLogit(logit.mean() + logit.deviation() * z, schedule.timeSteps());
    }
    if (density instanceof TimeDensity.LogNormalSigma sigma) {
      double[] logSigmas = logSigmas(schedule);
      return z -> nearest(sigma.mean() + sigma.deviation() * z, logSigmas);
    }
    throw new IllegalArgumentException("density: expected a normal one, found " + density);
  }

  private static int ofLogit(double logit, int steps) {
    double share = 1 / (1 + Math.exp(-logit));
    return Math.min((int) (share * steps), steps - 1);
  }

  /** Rising; the last is infinite where the schedule ends at pure noise. */
  private static double[] logSigmas(NoiseSchedule schedule) {
    double[] logSigmas = new double[schedule.timeSteps()];
    Arrays.setAll(logSigmas, t -> -Math.log(schedule.snr(t)) / 2);
    return logSigmas;
  }

  private static int nearest(double logSigma, double[] logSigmas) {
    int found = Arrays.binarySearch(logSigmas, logSigma);
    if (found >= 0) {
      return found;
    }
    int above = Math.min(-found - 1, logSigmas.length - 1);
    int below = Math.max(above - 1, 0);
    return logSigma - logSigmas[below] < logSigmas[above] - logSigma ? below : above;
  }
}
