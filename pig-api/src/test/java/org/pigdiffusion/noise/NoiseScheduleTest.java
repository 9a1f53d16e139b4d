package org.pigdiffusion.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.testing.EqualsTester;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class NoiseScheduleTest {

  /** Computed independently; the first is the value that other libraries have too. */
  @Test
  void linear() {
    assertEquals(4.035830e-5, NoiseSchedule.linear(1000, 1e-4, 0.02).alphaBar(999), 1e-11);
    NoiseSchedule paper = NoiseSchedule.paper();
    assertEquals(1024, paper.timeSteps());
    assertEquals(0.9999, paper.alphaBar(0), 1e-15);
    assertEquals(0.0739289, paper.alphaBar(511), 1e-7);
    assertEquals(3.363346e-5, paper.alphaBar(1020), 1e-11);
    assertEquals(3.165742e-5, paper.alphaBar(1023), 1e-11);
    assertEquals(1e-4, paper.beta(0), 1e-12);
    assertEquals(0.02, paper.beta(1023), 1e-12);
  }

  @Test
  void scaledLinear() {
    NoiseSchedule schedule = NoiseSchedule.scaledLinear(1000, 0.00085, 0.012);
    double middle = (Math.sqrt(0.00085) * 500 + Math.sqrt(0.012) * 499) / 999;
    assertEquals(middle * middle, schedule.beta(499), 1e-12);
    assertEquals(0.00085, schedule.beta(0), 1e-12);
    assertEquals(0.012, schedule.beta(999), 1e-12);
  }

  @Test
  void sigmoid() {
    NoiseSchedule schedule = NoiseSchedule.sigmoid(3, 1e-4, 0.02);
    double low = 1 / (1 + Math.exp(6));
    assertEquals(1e-4 + low * (0.02 - 1e-4), schedule.beta(0), 1e-12);
    assertEquals((1e-4 + 0.02) / 2, schedule.beta(1), 1e-12);
    assertEquals(1e-4 + (1 - low) * (0.02 - 1e-4), schedule.beta(2), 1e-12);
  }

  /** Nichol and Dhariwal: abar_t = f(t) / f(0), f(t) = cos^2((t/T + s) / (1 + s) pi/2). */
  @Test
  void cosine() {
    NoiseSchedule schedule = NoiseSchedule.cosine(1000);
    double f0 = Math.pow(Math.cos(0.008 / 1.008 * Math.PI / 2), 2);
    for (int t : new int[] {0, 1, 499, 998}) {
      double f = Math.pow(Math.cos(((t + 1) / 1000.0 + 0.008) / 1.008 * Math.PI / 2), 2);
      assertEquals(f / f0, schedule.alphaBar(t), 1e-9);
    }
    assertEquals(0.999, schedule.beta(999), 1e-9);
  }

  @Test
  void constant() {
    NoiseSchedule schedule = NoiseSchedule.constant(50, 0.1);
    assertEquals(Math.pow(0.9, 50), schedule.alphaBar(49), 1e-15);
  }

  @Test
  void jsdEndsInPureNoise() {
    NoiseSchedule schedule = NoiseSchedule.jsd(1000);
    assertEquals(0.0, schedule.alphaBar(999));
    Tensor any = Tensor.zeros(new Shape(1, 1, 1, 1));
    assertRefused("alphaBar", () -> schedule.at(999).clean(any, any));
  }

  @Test
  void atTheCleanEndThereIsNoNoise() {
    assertEquals(Double.POSITIVE_INFINITY, NoiseSchedule.paper().snr(NoiseSchedule.CLEAN));
  }

  @Test
  void timesOutOfRangeAreRefused() {
    NoiseSchedule schedule = NoiseSchedule.constant(5, 0.1);
    assertRefused("t", () -> schedule.alphaBar(-2));
    assertRefused("t", () -> schedule.alphaBar(5));
    String message = assertRefused("t", () -> schedule.beta(NoiseSchedule.CLEAN));
    assertTrue(message.contains("[0,4], found -1"), message);
    assertRefused("t", () -> schedule.beta(5));
  }

  /** Log SNR in the middle is the mean of its values at both sides. */
  @Test
  void betweenTimeStepsLogSnrIsInterpolated() {
    NoiseSchedule schedule = NoiseSchedule.ofBetas(0.2, 0.5);
    double snr = Math.sqrt(0.8 / 0.2 * (0.4 / 0.6));
    assertEquals(snr, schedule.snr(0.5), 1e-12);
    assertEquals(snr / (1 + snr), schedule.alphaBar(0.5), 1e-12);
    assertEquals(0.5, schedule.timeAtSnr(snr), 1e-12);
  }

  @Test
  void theTimesOfTheEndsAreExact() {
    NoiseSchedule schedule = NoiseSchedule.paper();
    assertEquals(0, schedule.timeAtSnr(schedule.snr(0)));
    assertEquals(1023, schedule.timeAtSnr(schedule.snr(1023)));
    NoiseSchedule one = NoiseSchedule.constant(1, 0.1);
    assertEquals(0, one.timeAtSnr(one.snr(0)));
  }

  /** Towards the clean end and towards abar 0, log SNR goes to infinity. */
  @Test
  void whereLogSnrIsInfiniteThereIsNothingBetween() {
    NoiseSchedule schedule = NoiseSchedule.jsd(10);
    assertRefused("t", () -> schedule.alphaBar(-0.5));
    String message = assertRefused("t", () -> schedule.alphaBar(8.5));
    assertTrue(message.contains("at most 8, or 9 where abar is 0, found 8.5"), message);
    assertEquals(0, schedule.alphaBar(9.0));
    assertEquals(9, schedule.timeAtSnr(0));
    assertEquals(8, schedule.timeAtSnr(schedule.snr(8)));
    assertRefused("snr", () -> schedule.timeAtSnr(schedule.snr(8) / 2));
  }

  @Test
  void signalToNoiseRatiosOutOfRangeAreRefused() {
    NoiseSchedule schedule = NoiseSchedule.paper();
    assertRefused("snr", () -> schedule.timeAtSnr(schedule.snr(0) * 1.001));
    assertRefused("snr", () -> schedule.timeAtSnr(schedule.snr(1023) / 1.001));
    assertRefused("snr", () -> schedule.timeAtSnr(Double.NaN));
    assertRefused("t", () -> schedule.alphaBar(Double.NaN));
    assertRefused("t", () -> schedule.alphaBar(1023.01));
  }

  @Test
  void shapesThatDifferAreRefused() {
    Tensor one = Tensor.zeros(new Shape(1, 1, 1, 1));
    Tensor two = Tensor.zeros(new Shape(1, 1, 1, 2));
    assertRefused("y", () -> NoiseSchedule.paper().at(3).noisy(one, two));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertRefused("timeSteps", () -> NoiseSchedule.linear(0, 1e-4, 0.02));
    assertRefused("timeSteps", () -> NoiseSchedule.cosine(-1));
    assertRefused("timeSteps", () -> NoiseSchedule.linear(1_000_001, 1e-4, 0.02));
    assertRefused("timeSteps", () -> NoiseSchedule.ofBetas());
    assertRefused("beta", () -> NoiseSchedule.linear(10, 0, 0.02));
    assertRefused("beta", () -> NoiseSchedule.linear(10, 1e-4, 1.2));
    assertRefused("beta", () -> NoiseSchedule.constant(10, Double.NaN));
    assertRefused("timeSteps", () -> NoiseSchedule.constant(1, 0.1).zeroTerminalSnr());
    assertRefused("factor", () -> NoiseSchedule.paper().shifted(0));
    assertRefused("factor", () -> NoiseSchedule.paper().shifted(Double.NaN));
    assertRefused("factor", () -> NoiseSchedule.paper().shifted(Double.POSITIVE_INFINITY));
  }

  /** After abar has reached 0, or where 1 - beta rounds to 1, it can fall no further. */
  @Test
  void anAlphaBarThatStaysIsRefused() {
    assertRefused("betas", () -> NoiseSchedule.ofBetas(0.5, 1, 0.5));
    assertRefused("betas", () -> NoiseSchedule.ofBetas(0.5, 1e-20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "linear",
        "linear(1000)",
        "linear(1000,1e-4,0.02,0.03)",
        "linear(10.5,1e-4,0.02)",
        "linear(NaN,1e-4,0.02)",
        "linear(1e300,1e-4,0.02)",
        "linear(1000;1e-4;0.02)",
        "cosine()",
        "betas()",
        "polynomial(3)",
        "zeroTerminalSnr(nothing)",
        "shifted(cosine(10))",
        "shifted(cosine(10),x)",
        "shifted(0.5)",
        "shifted(cosine(10),0)"
      })
  void descriptionsOfNoScheduleAreRefused(String description) {
    assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.parse(description));
  }

  @Test
  void parseForgivesSpacesAndCase() {
    assertEquals(NoiseSchedule.paper(), NoiseSchedule.parse(" Linear( 1024, 1e-4, 0.02 ) "));
    assertEquals("linear(1024,1.0E-4,0.02)", NoiseSchedule.paper().description());
    assertEquals(
        "shifted(zeroTerminalSnr(cosine(10)),0.5)",
        NoiseSchedule.cosine(10).zeroTerminalSnr().shifted(0.5).description());
  }

  @Test
  void schedulesOfTheSameCoefficientsAreEqual() {
    new EqualsTester()
        .addEqualityGroup(NoiseSchedule.constant(2, 0.5), NoiseSchedule.ofBetas(0.5, 0.5))
        .addEqualityGroup(NoiseSchedule.constant(3, 0.5))
        .addEqualityGroup(NoiseSchedule.linear(2, 0.4, 0.5))
        .testEquals();
  }

  @Test
  void theNumberOfStepsHasALimit() {
    assertEquals(1_000_000, NoiseSchedule.constant(1_000_000, 1e-9).timeSteps());
    assertRefused("timeSteps", () -> NoiseSchedule.constant(1_000_001, 1e-9));
  }
}
