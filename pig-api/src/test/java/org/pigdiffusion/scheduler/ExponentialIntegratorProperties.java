package org.pigdiffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class ExponentialIntegratorProperties {
  private static final double[] RATES = {-1, 1, 2};
  private static final double[] NODES = {1, 0, -0.7, -1.9};

  /** The integral by Simpson's rule; the weights are exact for powers up to their number less 1. */
  @Property(tries = 300)
  void weightsIntegratePolynomials(
      @ForAll @IntRange(min = 0, max = 2) int rate,
      @ForAll @DoubleRange(min = 1e-4, max = 6) @Scale(4) double h,
      @ForAll @IntRange(min = 1, max = 4) int count,
      @ForAll @IntRange(min = 0, max = 3) int power) {
    ExponentialIntegrator step = new ExponentialIntegrator(RATES[rate], h);
    double[] nodes = Arrays.copyOf(NODES, count);
    double[] weights = step.weights(nodes);
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += weights[j] * Math.pow(nodes[j], power % count);
    }
    double x = RATES[rate] * h;
    double integral = simpson(v -> x * Math.exp(-x * (1 - v)) * Math.pow(v, power % count));
    assertEquals(integral, sum, 1e-9 * Math.max(1, Math.abs(integral)));
  }

  private static double simpson(DoubleUnaryOperator f) {
    int parts = 400;
    double sum = 0;
    for (int i = 0; i < parts; i++) {
      double left = (double) i / parts;
      double right = (i + 1.0) / parts;
      sum +=
          (f.applyAsDouble(left) + 4 * f.applyAsDouble((left + right) / 2) + f.applyAsDouble(right))
              / (6 * parts);
    }
    return sum;
  }

  /** Lu et al., DPM-Solver++, Eq. 12 and its exact variant, as they are usually written. */
  @Example
  void orderTwoIsTheUsualFormula() {
    double h = 0.8;
    double r = 0.6 / h;
    ExponentialIntegrator step = new ExponentialIntegrator(1, h);
    double total = 1 - Math.exp(-h);
    assertArrayEquals(
        new double[] {total + total / 2 / r, -total / 2 / r},
        step.weightsWithSlope(step.total() / 2, -r),
        1e-15);
    double slope = (Math.exp(-h) - 1) / h + 1;
    assertArrayEquals(new double[] {total + slope / r, -slope / r}, step.weights(0, -r), 1e-15);
  }

  @Example
  void aStepToTheCleanEndTakesTheEstimateItself() {
    double[] one = new ExponentialIntegrator(2, Double.POSITIVE_INFINITY).weights(0);
    assertArrayEquals(new double[] {1}, one);
  }
}
