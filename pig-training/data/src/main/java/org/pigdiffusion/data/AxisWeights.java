package org.pigdiffusion.data;

import java.util.function.IntToDoubleFunction;

/** Which old pixels make a new one along one axis, and by how much. */
final class AxisWeights {
  private final int[] first;
  private final double[][] weights;

  private AxisWeights(int[] first, double[][] weights) {
    this.first = first;
    this.weights = weights;
  }

  static AxisWeights of(int from, int to) {
    AxisWeights result = new AxisWeights(new int[to], new double[to][]);
    for (int i = 0; i < to; i++) {
      if (to <= from) {
        result.cover(i, (double) i * from / to, (double) (i + 1) * from / to, from);
      } else {
        result.interpolate(i, (i + 0.5) * from / to - 0.5, from);
      }
    }
    return result;
  }

  /** Weights by the share of the new pixel [start, end) that each old pixel covers. */
  private void cover(int i, double start, double end, int length) {
    first[i] = (int) start;
    // Rounding can put the end a hair beyond a pixel border: such a sliver has weight about 0.
    int last = Math.min(length - 1, (int) Math.ceil(end) - 1);
    weights[i] = new double[last - first[i] + 1];
    for (int k = 0; k < weights[i].length; k++) {
      double overlap = Math.min(end, first[i] + k + 1.0) - Math.max(start, first[i] + k);
      weights[i][k] = overlap / (end - start);
    }
  }

  private void interpolate(int i, double centre, int length) {
    double inside = Math.min(Math.max(centre, 0), length - 1.0);
    first[i] = (int) inside;
    double share = inside - first[i];
    weights[i] = share == 0 ? new double[] {1} : new double[] {1 - share, share};
  }

  /** The weighted sum for new pixel {@code i}. */
  double sum(int i, IntToDoubleFunction old) {
    double sum = 0;
    for (int k = 0; k < weights[i].length; k++) {
      sum += weights[i][k] * old.applyAsDouble(first[i] + k);
    }
    return sum;
  }
}
