package org.pigdiffusion.examples;

import org.pigdiffusion.evaluation.Statistic;

/** The standard deviation of some numbers, of a sample: divided by one less than their number. */
final class StandardDeviation implements Statistic {
  private final double[] values;

  /** Copies the numbers, at least two. */
  StandardDeviation(double... values) {
    this.values = values.clone();
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public double of(int... draws) {
    int count = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      count += draws[i];
      sum += draws[i] * values[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      squares += draws[i] * (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(squares / (count - 1));
  }

  @Override
  public double least() {
    return 0;
  }
}
