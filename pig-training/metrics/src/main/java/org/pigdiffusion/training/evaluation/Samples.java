package org.pigdiffusion.training.evaluation;

/** What is asked of a sample of numbers. */
final class Samples {
  private Samples() {}

  /** A copy of the numbers, if there are enough and all are finite. */
  static double[] finite(String name, int least, double[] values) {
    if (values.length < least) {
      throw new IllegalArgumentException(
          "%s: expected at least %d, found %d".formatted(name, least, values.length));
    }
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(name + ": expected finite numbers, found " + value);
      }
    }
    return values.clone();
  }
}
