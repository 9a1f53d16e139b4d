package org.pigdiffusion.evaluation;

import org.hipparchus.stat.StatUtils;

/** The mean of some numbers. */
final class Mean implements Statistic {
  private final double[] values;

  Mean(double[] values) {
    this.values = Samples.finite("values", 2, values);
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public double least() {
    return StatUtils.min(values);
  }

  @Override
  public double most() {
    return StatUtils.max(values);
  }

  @Override
  public double of(int... draws) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      sum += draws[i] * values[i];
      count += draws[i];
    }
    return sum / count;
  }
}
