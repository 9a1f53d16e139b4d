package org.pigdiffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;
import static org.pigdiffusion.contract.TensorAssertions.tensor;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.pigdiffusion.noise.ForwardProcess;
import org.pigdiffusion.noise.NoiseSource;

@PropertyDefaults(tries = 200, edgeCases = EdgeCasesMode.NONE)
class PredictionTypeProperties {
  private static final Shape SHAPE = new Shape(2, 1, 3, 4);
  private static final Tensor CLEAN = tensor(SHAPE, i -> Math.sin(i));

  /** All of [0, 1), close to both ends too. */
  @Provide
  Arbitrary<Double> alphaBars() {
    Arbitrary<Double> exponents = Arbitraries.doubles().between(-6, 0).ofScale(4);
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(0, 0.9999).ofScale(6),
        exponents.map(e -> Math.pow(10, e)).filter(abar -> abar < 1),
        exponents.map(e -> 1 - Math.pow(10, e)),
        Arbitraries.just(0.0));
  }

  private static Tensor noise(long pair) {
    return NoiseSource.keyed(1).open(pair).next(Role.X, SHAPE);
  }

  private static Tensor noisy(Tensor noise, double abar) {
    return ForwardProcess.ofAlphaBars(abar).noisy(CLEAN, noise);
  }

  @Property
  void velocityGivesBothBackAtEveryAlphaBar(
      @ForAll("alphaBars") double abar, @ForAll @LongRange(min = 0, max = 99) long pair) {
    Tensor noise = noise(pair);
    Tensor target = PredictionType.VELOCITY.target(CLEAN, noise, abar);
    Estimate estimate = PredictionType.VELOCITY.estimate(target, noisy(noise, abar), abar);
    assertClose(CLEAN, estimate.clean(), 2e-6);
    assertClose(noise, estimate.noise(), 2e-6);
    assertTrue(PredictionType.VELOCITY.determinesCleanAt(abar));
  }

  @Property
  void theCleanImageGivesItselfAndTheNoise(
      @ForAll("alphaBars") double abar, @ForAll @LongRange(min = 0, max = 99) long pair) {
    Tensor noise = noise(pair);
    Tensor target = PredictionType.CLEAN.target(CLEAN, noise, abar);
    Estimate estimate = PredictionType.CLEAN.estimate(target, noisy(noise, abar), abar);
    assertSame(CLEAN, estimate.clean());
    assertClose(noise, estimate.noise(), 2e-6 / Math.sqrt(1 - abar));
    assertTrue(PredictionType.CLEAN.determinesCleanAt(abar));
  }

  @Property
  void noiseGivesItselfAndTheCleanImage(
      @ForAll("alphaBars") double abar, @ForAll @LongRange(min = 0, max = 99) long pair) {
    Tensor noise = noise(pair);
    Tensor target = PredictionType.NOISE.target(CLEAN, noise, abar);
    Tensor noisy = noisy(noise, abar);
    if (abar == 0) {
      assertFalse(PredictionType.NOISE.determinesCleanAt(0));
      assertRefused("alphaBar", () -> PredictionType.NOISE.estimate(target, noisy, 0));
      return;
    }
    Estimate estimate = PredictionType.NOISE.estimate(target, noisy, abar);
    assertSame(noise, estimate.noise());
    assertClose(CLEAN, estimate.clean(), 2e-6 / Math.sqrt(abar));
    assertTrue(PredictionType.NOISE.determinesCleanAt(abar));
  }

  /** Salimans and Ho: v = a e - s x_0; with abar 0 it is minus the clean image. */
  @Example
  void theTargetOfVelocity() {
    Shape one = new Shape(1, 1, 1, 1);
    Tensor target = PredictionType.VELOCITY.target(Tensor.of(one, 2), Tensor.of(one, 3), 0.64);
    assertEquals(0.8 * 3 - 0.6 * 2, target.at(0, 0, 0, 0), 1e-6);
    assertClose(CLEAN.map(v -> -v), PredictionType.VELOCITY.target(CLEAN, noise(0), 0), 0);
    assertClose(noise(0), PredictionType.VELOCITY.target(CLEAN, noise(0), 1), 0);
  }

  /** Bit for bit, so that an image does not depend on the times of its batch mates. */
  @Property
  void imagesWithTimesOfTheirOwnAreAsIfAlone(
      @ForAll PredictionType type,
      @ForAll("alphaBars") double first,
      @ForAll("alphaBars") double second,
      @ForAll @LongRange(min = 0, max = 99) long pair) {
    Assume.that(type.determinesCleanAt(first) && type.determinesCleanAt(second));
    ForwardProcess both = ForwardProcess.ofAlphaBars(first, second);
    Tensor noise = noise(pair);
    Tensor noisy = both.noisy(CLEAN, noise);
    Tensor target = type.target(CLEAN, noise, both);
    Estimate estimate = type.estimate(target, noisy, both);
    for (int n = 0; n < 2; n++) {
      double abar = n == 0 ? first : second;
      Tensor clean = CLEAN.slice(n, n + 1);
      Tensor ofImage = noise.slice(n, n + 1);
      Tensor alone = ForwardProcess.ofAlphaBars(abar).noisy(clean, ofImage);
      assertEquals(alone, noisy.slice(n, n + 1));
      Tensor targetAlone = type.target(clean, ofImage, abar);
      assertEquals(targetAlone, target.slice(n, n + 1));
      Estimate estimateAlone = type.estimate(targetAlone, alone, abar);
      assertEquals(estimateAlone.clean(), estimate.clean().slice(n, n + 1));
      assertEquals(estimateAlone.noise(), estimate.noise().slice(n, n + 1));
    }
  }

  @Example
  void timesMustBeOneOrOneForEachImage() {
    ForwardProcess three = ForwardProcess.ofAlphaBars(0.1, 0.2, 0.3);
    assertRefused("alphaBars", () -> three.noisy(CLEAN, CLEAN));
    assertRefused("alphaBars", () -> PredictionType.VELOCITY.estimate(CLEAN, CLEAN, three));
    assertRefused("alphaBars", () -> ForwardProcess.ofAlphaBars());
    assertRefused("alphaBar", () -> ForwardProcess.ofAlphaBars(0.5, Double.NaN));
    assertRefused("alphaBar", () -> ForwardProcess.ofAlphaBars(0.5, 1).noise(CLEAN, CLEAN));
    assertRefused("alphaBar", () -> ForwardProcess.ofAlphaBars(0.5, 0).clean(CLEAN, CLEAN));
  }

  @Example
  void argumentsOutOfRangeAreRefused() {
    Tensor other = Tensor.zeros(SHAPE.withChannels(2));
    for (PredictionType type : PredictionType.values()) {
      for (double abar : new double[] {-0.1, 1.1, Double.NaN}) {
        assertRefused("alphaBar", () -> type.estimate(CLEAN, CLEAN, abar));
        assertRefused("alphaBar", () -> type.target(CLEAN, CLEAN, abar));
      }
      assertRefused("alphaBar", () -> type.estimate(CLEAN, CLEAN, 1));
      assertRefused("prediction", () -> type.estimate(other, CLEAN, 0.5));
      assertRefused("noise", () -> type.target(CLEAN, other, 0.5));
    }
  }
}
