package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BootstrapTest {

  @Test
  void theIntervalOfAMeanIsItsStandardErrorTwiceEachWay() {
    double[] values = Normals.of(400, 5, 2, 1);
    Measured mean = Bootstrap.of(2000, 7).measure(Statistic.mean(values));
    double average = Arrays.stream(values).average().orElseThrow();
    assertEquals(average, mean.value(), 1e-12);
    double error = 2 / Math.sqrt(400);
    assertEquals(average - 1.96 * error, mean.low(), 0.2 * error);
    assertEquals(average + 1.96 * error, mean.high(), 0.2 * error);
  }

  /**
   * A draw leaves out some of what is reached, so that the mean of draws is far below 1, and the
   * interval that is moved to 1 would go beyond it.
   */
  @Test
  void theIntervalOfAShareEndsAtOne() {
    FeatureSet real = Normals.features(40, new double[4], new double[] {1, 1, 1, 1}, 1);
    Measured coverage =
        Bootstrap.of(200, 1).measure(FeatureManifold.of(real, 2).measure(real).coverage());
    assertEquals(1, coverage.value());
    assertEquals(1, coverage.high());
    assertTrue(coverage.low() < 1);
    Measured mean = Bootstrap.of(200, 1).measure(Statistic.mean(0, 1, 1, 1));
    assertTrue(mean.low() >= 0 && mean.high() <= 1, mean.toString());
    Measured equal = Bootstrap.of(20, 1).measure(Statistic.mean(0.1, 0.1, 0.1));
    assertTrue(equal.covers(equal.value()), equal.toString());
  }

  /** All draws of one item are the same, and none would ever be taken. */
  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void oneItemAloneIsRefused() {
    Statistic alone =
        new Statistic() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public double of(int... draws) {
            return draws[0];
          }
        };
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.of(20, 1).measure(alone));
  }

  /** Of 300 samples, an interval of 90 % covers the truth 270 times, of deviation 5.2. */
  @Test
  void theIntervalOfAMeanCoversTheTruthAsOftenAsItSays() {
    long covered =
        IntStream.range(0, 300)
            .filter(
                i ->
                    new Bootstrap(200, 0.9, i)
                        .measure(Statistic.mean(Normals.of(40, 3, 1, 1000 + i)))
                        .covers(3))
            .count();
    assertTrue(covered >= 250 && covered <= 285, "covered " + covered);
  }

  /**
   * What a distance scatters about is its own mean at this size, not the distance of the
   * distributions. Percentiles that are not moved cover it in 140 of these 200 samples.
   */
  @Test
  void theIntervalOfADistanceCoversItsMeanAtThisSize() {
    double[] means = new double[6];
    double[] deviations = {2, 1.5, 1, 1, 0.5, 0.5};
    FrechetDistance distance = FrechetDistance.to(Normals.features(15, means, deviations, 1));
    double[] values =
        IntStream.range(0, 200)
            .mapToDouble(i -> distance.of(Normals.features(15, means, deviations, 2 + i)).value())
            .toArray();
    double expected = Arrays.stream(values).average().orElseThrow();
    long covered =
        IntStream.range(0, 200)
            .filter(
                i ->
                    Bootstrap.of(100, i)
                        .measure(distance.of(Normals.features(15, means, deviations, 2 + i)))
                        .covers(expected))
            .count();
    assertTrue(covered >= 170 && covered <= 200, "covered " + covered);
  }

  @Test
  void theSeedDecidesAll() {
    Statistic mean = Statistic.mean(Normals.of(50, 0, 1, 1));
    assertEquals(Bootstrap.of(50, 3).measure(mean), Bootstrap.of(50, 3).measure(mean));
    assertNotEquals(Bootstrap.of(50, 3).measure(mean), Bootstrap.of(50, 4).measure(mean));
  }

  @Test
  void twoItemsAreDrawnTogether() {
    Measured mean = Bootstrap.of(20, 1).measure(Statistic.mean(1, 3));
    assertEquals(new Measured(2, 2, 2), mean);
  }

  @Test
  void faultySettingsAndSamplesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Bootstrap.of(19, 1));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(20, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Statistic.mean(1));
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> Statistic.mean(1, Double.NaN));
    assertEquals("values: expected finite numbers, found NaN", fault.getMessage());
  }
}
