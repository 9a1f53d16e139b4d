package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.math.Stats;
import com.google.common.primitives.ImmutableIntArray;
import java.util.function.DoubleToIntFunction;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.trainer.TimeDensity;
import org.pigdiffusion.trainer.TimeSampling;
import org.pigdiffusion.trainer.TrainingConfig;

class NormalTimesTest {
  private static final int DRAWS = 20_000;
  private static final NoiseSchedule PAPER = NoiseSchedule.paper();

  private static ImmutableIntArray draws(TimeDensity density, NoiseSchedule schedule) {
    return NormalTimes.draw(
        density, schedule, DRAWS, DRAWS, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
  }

  private static void assertNormal(double mean, double deviation, DoubleStream numbers) {
    Stats stats = numbers.boxed().collect(Stats.toStats());
    assertEquals(mean, stats.mean(), 4 * deviation / Math.sqrt(DRAWS));
    assertEquals(deviation, stats.populationStandardDeviation(), 0.03 * deviation);
  }

  @Test
  void theLogitOfTheTimeIsNormal() {
    ImmutableIntArray times = draws(TimeDensity.logitNormal(0.4, 0.7), PAPER);
    assertNormal(
        0.4,
        0.7,
        times.stream().mapToDouble(t -> (t + 0.5) / 1024).map(s -> Math.log(s / (1 - s))));
  }

  @Test
  void theLogarithmOfSigmaIsNormal() {
    ImmutableIntArray times = draws(TimeDensity.logNormalSigma(-0.5, 0.8), PAPER);
    assertNormal(-0.5, 0.8, times.stream().mapToDouble(t -> -Math.log(PAPER.snr(t)) / 2));
  }

  /** EDM's: the middle is the step at which sigma is nearest to e^-1.2. */
  @Test
  void theNearestTimeStepIsTaken() {
    DoubleToIntFunction time = NormalTimes.time(TimeDensity.logNormalSigma(-1.2, 1.2), PAPER);
    int middle = time.applyAsInt(0);
    double sigma = 1 / Math.sqrt(PAPER.snr(middle));
    assertEquals(Math.exp(-1.2), sigma, 0.002);
    assertEquals(middle, time.applyAsInt((Math.log(sigma) + 1.2) / 1.2));
    assertEquals(0, time.applyAsInt(-20));
    assertEquals(1023, time.applyAsInt(20));
  }

  /** Between the last two steps there is nothing if the last is pure noise. */
  @Test
  void endsOfTheScheduleAreNoFault() {
    NoiseSchedule zero = NoiseSchedule.cosine(50).zeroTerminalSnr();
    assertEquals(48, NormalTimes.time(TimeDensity.logNormalSigma(0, 1), zero).applyAsInt(1e6));
    DoubleToIntFunction logit = NormalTimes.time(TimeDensity.logitNormal(0, 1), zero);
    assertEquals(49, logit.applyAsInt(1e6));
    assertEquals(0, logit.applyAsInt(-1e6));
    NoiseSchedule one = NoiseSchedule.constant(1, 0.5);
    assertEquals(0, NormalTimes.time(TimeDensity.logNormalSigma(0, 1), one).applyAsInt(3));
  }

  @Test
  void batchesDrawTheTimesAndTheirOpposites() {
    TrainingConfig.Builder config =
        TinyRun.config().timeDensity(TimeDensity.logitNormal(0, 1)).batch(5, 1);
    ImmutableIntArray antithetic = times(config.timeSampling(TimeSampling.ANTITHETIC));
    assertEquals(99, antithetic.get(0) + antithetic.get(3));
    assertEquals(99, antithetic.get(1) + antithetic.get(4));
    ImmutableIntArray uniform = times(config.timeSampling(TimeSampling.UNIFORM));
    assertEquals(antithetic.get(1), uniform.get(1));
    assertNotEquals(antithetic.get(4), uniform.get(4));
    assertNotEquals(antithetic, times(config.timeDensity(TimeDensity.logitNormal(1, 1))));
  }

  private static ImmutableIntArray times(TrainingConfig.Builder config) {
    return new Batches(TinyRun.pairs(10, 1), config.build(), new Randomness(5, Role.X))
        .draw(3)
        .times();
  }

  @Test
  void aUniformDensityIsNoNormalOne() {
    assertRefused("density", () -> NormalTimes.time(TimeDensity.uniform(), PAPER));
  }
}
