package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Measured;

class CalibrationTest {
  private static final Tensor TRUTH = images(-1, -0.5f, 0, 0.5f, 1, 0.25f, -0.25f, 0.75f);

  private static Tensor images(float... values) {
    return Tensor.of(new Shape(values.length, 1, 1, 1), values);
  }

  private static Calibration of(Tensor truth, Tensor said) {
    return Calibration.of(truth, said, Bootstrap.of(200, 1));
  }

  private static void assertSlope(double expected, Measured found) {
    assertEquals(expected, found.value(), 1e-6);
    assertEquals(expected, found.low(), 1e-6);
    assertEquals(expected, found.high(), 1e-6);
  }

  @Test
  void whoSaysTheTruthHasSlope1() {
    Calibration truth = of(TRUTH, TRUTH);
    assertSlope(1, truth.slope().orElseThrow());
    assertEquals(1, truth.explained().orElseThrow(), 1e-12);
    assertEquals("1.00", truth.explainedText());
  }

  @Test
  void whoSaysHalfOfTheDeviationHasSlope2() {
    Calibration half = of(TRUTH, TRUTH.map(value -> 0.1 + (value - 0.1) / 2));
    assertSlope(2, half.slope().orElseThrow());
    assertEquals(1, half.explained().orElseThrow(), 1e-6);
    assertEquals("**2.00 (2.00 to 2.00)**", half.slopeText());
  }

  /** A slope far from 1 tells nothing of a model that explains next to nothing. */
  @Test
  void aSlopeIsBoldOnlyIfTheModelKnowsSomething() {
    Optional<Measured> slope = Optional.of(new Measured(2, 1.5, 2.5));
    assertEquals(
        "2.00 (1.50 to 2.50)", new Calibration(slope, OptionalDouble.of(0.049)).slopeText());
    assertEquals(
        "**2.00 (1.50 to 2.50)**", new Calibration(slope, OptionalDouble.of(0.05)).slopeText());
  }

  /** Within the rounding of a network, which is no knowledge. */
  @Test
  void whoSaysTheMeanHasNoSlope() {
    Calibration mean = of(TRUTH, images(0.1f, 0.1f, 0.100001f, 0.1f, 0.1f, 0.099999f, 0.1f, 0.1f));
    assertTrue(mean.slope().isEmpty());
    assertEquals(OptionalDouble.of(0), mean.explained());
    assertEquals("none: the model says the same of all", mean.slopeText());
    assertEquals("0.00", mean.explainedText());
  }

  @Test
  void imagesThatAreAllAlikeTellNothing() {
    Calibration alike = of(images(1, 1, 1, 1, 1, 1, 1, 1), TRUTH);
    assertTrue(alike.slope().isEmpty() && alike.explained().isEmpty());
    assertEquals("none: all images are alike", alike.slopeText());
    assertEquals("none", alike.explainedText());
  }

  /**
   * Said 0, 1, 2 and true 0, 2, 1: covariance 1/2 of variance 1, so slope 1/2 and R2 1/4. The same
   * whether they are images or the cells of images.
   */
  @Test
  void byHand() {
    Calibration images = of(images(0, 2, 1, 0, 2, 1), images(0, 1, 2, 0, 1, 2));
    assertEquals(0.5, images.slope().orElseThrow().value(), 1e-12);
    assertEquals(0.25, images.explained().orElseThrow(), 1e-12);
    Shape two = new Shape(2, 1, 1, 3);
    Calibration cells = of(Tensor.of(two, 0, 2, 1, 0, 2, 1), Tensor.of(two, 0, 1, 2, 0, 1, 2));
    assertSlope(0.5, cells.slope().orElseThrow());
  }

  /** One image alone differs, and a draw without it has no slope at all. */
  @Test
  void anIntervalThatCannotBeDrawnIsNotTold() {
    Calibration one = of(images(1, 0, 0, 0, 0, 0, 0, 0), images(1, 0, 0, 0, 0, 0, 0, 0));
    assertEquals("none: too few images differ", one.slopeText());
  }
}
