package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.function.Executable;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideRefresh;

/** Grids whose times are laid out by the noise, as sigma. */
@PropertyDefaults(tries = 200)
class SigmaGridProperties {
  private static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000, 1e-4, 0.02);

  /** Karras et al., Eq. 5, from the definition: sigma^(1/7) falls in even steps. */
  @Example
  void karrasIsEvenInTheSeventhRootOfSigma() {
    assertEvenlySpaced(TimeGrid.karras(), sigma -> Math.pow(sigma, 1 / 7.0));
  }

  @Example
  void boundedGridsAreEvenBetweenTheirBoundsAfterTheLastTimeStep() {
    assertEvenlySpaced(TimeGrid.karras(0.03, 25), 0.03, 25, sigma -> Math.pow(sigma, 1 / 7.0));
    assertEvenlySpaced(TimeGrid.exponential(0.03, 25), 0.03, 25, Math::log);
  }

  private static void assertEvenlySpaced(
      TimeGrid grid, double sigmaMin, double sigmaMax, DoubleUnaryOperator ofSigma) {
    double low = ofSigma.applyAsDouble(sigmaMin);
    double high = ofSigma.applyAsDouble(sigmaMax);
    for (NoiseSchedule schedule : List.of(LINEAR, LINEAR.zeroTerminalSnr())) {
      List<Double> times = grid.checkedTimes(20, schedule);
      assertEquals(999, times.get(0));
      for (int i = 0; i < 19; i++) {
        double abar = schedule.alphaBar(times.get(i + 1));
        double level = ofSigma.applyAsDouble(Math.sqrt(1 / abar - 1));
        assertEquals(high + i / 18.0 * (low - high), level, 1e-9, "at " + i);
      }
    }
    assertEquals(List.of(999.0), grid.checkedTimes(1, LINEAR));
  }

  /** Wide bounds leave Karras' grid as it is; one side alone, the other end. */
  @Example
  void boundsBeyondTheScheduleAreItsEnds() {
    List<Double> karras = TimeGrid.karras().times(20, LINEAR);
    List<Double> wide = TimeGrid.karras(0.001, 500).checkedTimes(20, LINEAR);
    for (int i = 0; i < 20; i++) {
      assertEquals(karras.get(i), wide.get(i), 1e-6, "at " + i);
    }
    List<Double> low = TimeGrid.karras(0.03, 500).checkedTimes(20, LINEAR);
    assertEquals(999, low.get(0), 1e-6);
    assertEquals(0.03, Math.sqrt(1 / LINEAR.alphaBar(low.get(19)) - 1), 1e-9);
    assertEquals(0, TimeGrid.karras(0.001, 25).checkedTimes(20, LINEAR).get(19), 1e-6);
  }

  /** What is accepted as an interval of sigma is refused as one of the noise level, and back. */
  @Property
  void anIntervalOfSigmaIsNoneOfTheNoiseLevel(
      @ForAll @DoubleRange(min = 0.01, max = 1000) double one,
      @ForAll @DoubleRange(min = 0.01, max = 1.5) double other) {
    double least = Math.min(one, other);
    double most = Math.max(one, other);
    List<Executable> ways =
        List.of(
            () -> TimeGrid.karras(least, most).description(),
            () -> TimeGrid.exponential(least, most).description(),
            () -> SamplingMethod.parse("unipc@karras(" + least + "," + most + "):20"),
            () -> GuideRefresh.noiseLevelWithin(least, most).description());
    boolean sigma = most > 1 && least < most;
    for (Executable way : ways.subList(0, 3)) {
      assertEquals(sigma, accepts(way), least + " to " + most);
    }
    assertEquals(most <= 1, accepts(ways.get(3)), least + " to " + most);
  }

  private static boolean accepts(Executable way) {
    try {
      way.execute();
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    } catch (Throwable other) {
      throw new AssertionError(other);
    }
  }

  @Example
  void aNoiseLevelGivenAsSigmaIsRefusedWithTheRemedy() {
    String message = assertRefused("sigmaMin, sigmaMax", () -> TimeGrid.karras(0.033, 0.9965));
    assertTrue(message.contains("found 0.033 and 0.9965"), message);
    assertTrue(message.contains("level / sqrt(1 - level^2)"), message);
  }

  @Example
  void boundsMustBeValuesOfSigma() {
    assertRefused("sigmaMin, sigmaMax", () -> TimeGrid.karras(0.5, 1));
    assertRefused("sigmaMin, sigmaMax", () -> TimeGrid.karras(0, 25));
    assertRefused("sigmaMin, sigmaMax", () -> TimeGrid.karras(25, 25));
    assertRefused("sigmaMin, sigmaMax", () -> TimeGrid.karras(0.03, Double.POSITIVE_INFINITY));
    assertRefused("grid karras(500,600)", () -> TimeGrid.karras(500, 600).times(9, LINEAR));
  }

  @Example
  void exponentialIsEvenInTheLogarithmOfSigmaAndSoInLogSnr() {
    assertEvenlySpaced(TimeGrid.exponential(), Math::log);
    assertEvenlySpaced(TimeGrid.logSnrUniform(), sigma -> -2 * Math.log(sigma));
  }

  private static void assertEvenlySpaced(TimeGrid grid, DoubleUnaryOperator ofSigma) {
    List<Double> times = grid.checkedTimes(21, LINEAR);
    assertEquals(999, times.get(0));
    assertEquals(0, times.get(20));
    double[] levels =
        times.stream()
            .mapToDouble(time -> ofSigma.applyAsDouble(Math.sqrt(1 / LINEAR.alphaBar(time) - 1)))
            .toArray();
    for (int i = 0; i <= 20; i++) {
      assertEquals(levels[0] + (levels[20] - levels[0]) * i / 20, levels[i], 1e-9, "at " + i);
    }
  }

  @Example
  void gridsOfSigmaNeedFiniteOnes() {
    for (TimeGrid grid : List.of(TimeGrid.karras(), TimeGrid.exponential().whole())) {
      String message = assertRefused("grid", () -> grid.checkedTimes(10, LINEAR.zeroTerminalSnr()));
      assertTrue(message.contains("trailing"), message);
    }
  }
}
