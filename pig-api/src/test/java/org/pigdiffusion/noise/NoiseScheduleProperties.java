package org.pigdiffusion.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;
import static org.pigdiffusion.contract.TensorAssertions.tensor;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

@PropertyDefaults(tries = 200, edgeCases = EdgeCasesMode.NONE)
class NoiseScheduleProperties {

  @Provide
  Arbitrary<NoiseSchedule> schedules() {
    Arbitrary<Integer> steps = Arbitraries.integers().between(1, 1200);
    Arbitrary<Double> first = Arbitraries.doubles().between(1e-5, 1e-3).ofScale(6);
    Arbitrary<Double> last = Arbitraries.doubles().between(1e-3, 0.05).ofScale(6);
    Arbitrary<NoiseSchedule> curves =
        Arbitraries.oneOf(
            Combinators.combine(steps, first, last).as(NoiseSchedule::linear),
            Combinators.combine(steps, first, last).as(NoiseSchedule::scaledLinear),
            Combinators.combine(steps, first, last).as(NoiseSchedule::sigmoid),
            Combinators.combine(steps, first).as(NoiseSchedule::constant),
            steps.map(NoiseSchedule::cosine),
            steps.map(NoiseSchedule::jsd),
            betas().map(NoiseSchedule::ofBetas));
    return Arbitraries.oneOf(
        curves,
        curves.filter(s -> s.timeSteps() > 1).map(NoiseSchedule::zeroTerminalSnr),
        curves.map(s -> s.shifted(0.5).shifted(3)));
  }

  @Provide
  Arbitrary<double[]> betas() {
    return Arbitraries.doubles()
        .between(1e-5, 0.5)
        .ofScale(7)
        .array(double[].class)
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  @Property
  void alphaBarFallsStrictlyFromExactlyOne(@ForAll("schedules") NoiseSchedule schedule) {
    assertEquals(1.0, schedule.alphaBar(NoiseSchedule.CLEAN));
    for (int t = 0; t < schedule.timeSteps(); t++) {
      assertTrue(schedule.alphaBar(t) < schedule.alphaBar(t - 1), "at t = " + t);
      assertTrue(schedule.alphaBar(t) >= 0, "at t = " + t);
    }
  }

  @Property
  void betweenTimeStepsAlphaBarFallsAndItsTimeIsFoundAgain(
      @ForAll("schedules") NoiseSchedule schedule,
      @ForAll @IntRange(min = 0) int any,
      @ForAll @DoubleRange(min = 0.001, max = 0.999) @Scale(3) double share) {
    int below = any % schedule.timeSteps();
    assertEquals(below, schedule.timeAtSnr(schedule.snr(below)));
    if (below + 1 < schedule.timeSteps() && schedule.alphaBar(below + 1) > 0) {
      double abar = schedule.alphaBar(below + share);
      assertTrue(schedule.alphaBar(below) > abar && abar > schedule.alphaBar(below + 1));
      assertEquals(below + share, schedule.timeAtSnr(schedule.snr(below + share)), 1e-6);
    }
  }

  @Property
  void aDescriptionNamesTheScheduleExactly(@ForAll("schedules") NoiseSchedule schedule) {
    NoiseSchedule parsed = NoiseSchedule.parse(schedule.description());
    assertEquals(schedule, parsed);
    assertEquals(schedule.hashCode(), parsed.hashCode());
    assertEquals(schedule.description(), parsed.description());
    assertEquals(schedule.description(), schedule.toString());
  }

  /**
   * x_t = sqrt(1 - beta_t) x_(t-1) + sqrt(beta_t) e step by step: the mean's factor is the product
   * of the roots, and the variance follows v_t = (1 - beta_t) v_(t-1) + beta_t.
   */
  @Property
  void theClosedFormHasMeanAndVarianceOfTheMarkovChain(@ForAll("betas") double[] betas) {
    NoiseSchedule schedule = NoiseSchedule.ofBetas(betas);
    Tensor one = Tensor.filled(new Shape(1, 1, 1, 1), 1);
    Tensor zero = Tensor.zeros(one.shape());
    double mean = 1;
    double variance = 0;
    for (int t = 0; t < betas.length; t++) {
      mean *= Math.sqrt(1 - betas[t]);
      variance = (1 - betas[t]) * variance + betas[t];
      assertEquals(mean, Math.sqrt(schedule.alphaBar(t)), 1e-12);
      assertEquals(variance, 1 - schedule.alphaBar(t), 1e-12);
      assertEquals(mean, schedule.at(t).noisy(one, zero).at(0, 0, 0, 0), 1e-7);
      assertEquals(Math.sqrt(variance), schedule.at(t).noisy(zero, one).at(0, 0, 0, 0), 1e-7);
      assertEquals(betas[t], schedule.beta(t), 1e-9);
      assertEquals(mean * mean / variance, schedule.snr(t), 1e-6 * schedule.snr(t));
    }
  }

  /** The same by drawing the noise of every step; within five standard errors. */
  @Example
  void manyMarkovChainsHaveMeanAndVarianceOfTheClosedForm() {
    NoiseSchedule schedule = NoiseSchedule.linear(60, 1e-3, 0.1);
    Shape shape = new Shape(1, 1, 200, 250);
    NoiseSource.Batch noise = NoiseSource.keyed(11).open(0);
    Tensor clean = Tensor.filled(shape, 0.8f);
    Tensor chain = clean;
    for (int t = 0; t < schedule.timeSteps(); t++) {
      double beta = 1e-3 + (0.1 - 1e-3) * t / 59;
      chain =
          Tensor.combine(Math.sqrt(1 - beta), chain, Math.sqrt(beta), noise.next(Role.X, shape));
      if (t % 20 == 19) {
        Tensor closed = schedule.at(t).noisy(clean, noise.next(Role.Y, shape));
        assertMoments(0.8 * Math.sqrt(schedule.alphaBar(t)), 1 - schedule.alphaBar(t), chain);
        assertMoments(0.8 * Math.sqrt(schedule.alphaBar(t)), 1 - schedule.alphaBar(t), closed);
      }
    }
  }

  private static void assertMoments(double mean, double variance, Tensor sample) {
    float[] values = sample.toArray();
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (value - mean) * (value - mean);
    }
    int n = values.length;
    assertEquals(mean, sum / n, 5 * Math.sqrt(variance / n));
    assertEquals(variance, squares / n, 5 * variance * Math.sqrt(2.0 / n));
  }

  @Property
  void theCleanEstimateIsTheInverseOfAddingNoise(
      @ForAll("schedules") NoiseSchedule schedule,
      @ForAll @IntRange(min = 0) int any,
      @ForAll @LongRange(min = 0) long pair) {
    int t = any % schedule.timeSteps();
    if (schedule.alphaBar(t) == 0) {
      t--;
    }
    Shape shape = new Shape(1, 2, 3, 4);
    Tensor clean = tensor(shape, i -> Math.cos(i));
    Tensor noise = NoiseSource.keyed(12).open(pair).next(Role.X, shape);
    Tensor noisy = schedule.at(t).noisy(clean, noise);
    double growth = 1 / Math.sqrt(schedule.alphaBar(t));
    assertClose(clean, schedule.at(t).clean(noisy, noise), 2e-6 * growth);
    assertEquals(clean, schedule.at(NoiseSchedule.CLEAN).noisy(clean, noise));
    assertEquals(clean, schedule.at(NoiseSchedule.CLEAN).clean(clean, noise));
  }

  /** Lin et al., Algorithm 1: the root of abar is shifted to end at 0 and keeps its start. */
  @Property
  void zeroTerminalSnrShiftsAndScalesTheRoots(
      @ForAll @IntRange(min = 3, max = 1000) int steps,
      @ForAll @DoubleRange(min = 1e-5, max = 1e-2) @Scale(7) double first) {
    NoiseSchedule plain = NoiseSchedule.linear(steps, first, 0.02);
    NoiseSchedule rescaled = plain.zeroTerminalSnr();
    assertEquals(steps, rescaled.timeSteps());
    assertEquals(0.0, rescaled.alphaBar(steps - 1));
    assertEquals(0.0, rescaled.snr(steps - 1));
    assertEquals(plain.alphaBar(0), rescaled.alphaBar(0), 1e-12);
    double end = Math.sqrt(plain.alphaBar(steps - 1));
    double start = Math.sqrt(plain.alphaBar(0));
    int t = steps / 2;
    double root = (Math.sqrt(plain.alphaBar(t)) - end) * start / (start - end);
    assertEquals(root * root, rescaled.alphaBar(t), 1e-12);
  }

  /**
   * Hoogeboom et al., Eq. 4: log SNR moves by twice the logarithm of the factor. The
   * signal-to-noise ratio is abar / (1 - abar): one rounding of abar, of 1.1e-16, changes it by
   * that times 1 + SNR.
   */
  @Property
  void shiftingMovesLogSnr(
      @ForAll("schedules") NoiseSchedule schedule,
      @ForAll @DoubleRange(min = 0.1, max = 10) double factor) {
    NoiseSchedule shifted = schedule.shifted(factor);
    int last = schedule.timeSteps() - 1;
    for (int t : new int[] {0, last / 2, last}) {
      double expected = schedule.snr(t) * factor * factor;
      double greatest = Math.max(schedule.snr(t), expected);
      double rounding = 4 * Math.ulp(1.0) * (1 + greatest);
      assertEquals(expected, shifted.snr(t), (1e-12 + rounding) * expected + 1e-12);
    }
    assertEquals(1, shifted.alphaBar(NoiseSchedule.CLEAN));
  }

  @Property
  void jsdFallsInEvenSteps(@ForAll @IntRange(min = 1, max = 2000) int steps) {
    NoiseSchedule schedule = NoiseSchedule.jsd(steps);
    for (int t = 0; t < steps; t++) {
      assertEquals((steps - t - 1.0) / steps, schedule.alphaBar(t), 1e-12);
    }
  }

  @Property
  void aBetaOutOfRangeIsRefusedWhereverItIs(
      @ForAll @Size(min = 1, max = 9) List<@DoubleRange(min = 0.01, max = 0.5) Double> betas,
      @ForAll @IntRange(min = 0) int any,
      @ForAll("badBetas") double bad) {
    double[] spoilt = betas.stream().mapToDouble(beta -> beta).toArray();
    spoilt[any % spoilt.length] = bad;
    assertRefused("beta", () -> NoiseSchedule.ofBetas(spoilt));
  }

  @Provide
  Arbitrary<Double> badBetas() {
    return Arbitraries.of(0.0, -0.1, 1.0001, Double.NaN, Double.POSITIVE_INFINITY);
  }
}
