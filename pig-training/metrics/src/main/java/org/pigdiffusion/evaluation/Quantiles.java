package org.pigdiffusion.evaluation;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How some numbers are spread, in five figures.
 *
 * @param p5 5 % of the numbers are below
 * @param p25 25 % of the numbers are below
 * @param p50 the median
 * @param p75 75 % of the numbers are below
 * @param p95 95 % of the numbers are below
 */
public record Quantiles(double p5, double p25, double p50, double p75, double p95) {

  /**
   * The quantiles of some numbers: of a position between two of them, what lies in proportion
   * between, as {@code numpy.quantile} has it.
   *
   * @param values at least one, finite
   */
  public static Quantiles of(List<Double> values) {
    double[] all =
        Samples.finite("values", 1, values.stream().mapToDouble(Double::doubleValue).toArray());
    return new Quantiles(
        Samples.quantile(all, 0.05),
        Samples.quantile(all, 0.25),
        Samples.quantile(all, 0.5),
        Samples.quantile(all, 0.75),
        Samples.quantile(all, 0.95));
  }

  /** The five figures, the least first. */
  public List<Double> toList() {
    return DoubleStream.of(p5, p25, p50, p75, p95).boxed().toList();
  }
}
