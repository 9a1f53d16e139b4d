package org.pigdiffusion.scheduler;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The weights of multistep exponential integrators, in {@code lambda = log(a / s)}. With an
 * estimate f along a step of length h,
 *
 * <pre>
 * sum_j w_j f_j  stands for  rate * integral from 0 to h of e^(-rate (h - u)) f(u) du
 * </pre>
 *
 * <p>and f is the polynomial through the estimates f_j. Rate 1 integrates the clean estimate of the
 * probability-flow ODE, 2 that of the reverse SDE (Lu et al. 2022, arXiv 2211.01095, Eq. 8 and
 * appendix), -1 the noise estimate of the ODE (Zhang and Chen 2022, arXiv 2204.13902).
 *
 * @param rate of the exponential
 * @param h length of the step, above 0; infinite if it begins in pure noise or ends clean
 */
record ExponentialIntegrator(double rate, double h) {
  private static final int MOST_ORDER = 3;
  private static final double SERIES_BELOW = 0.5;
  private static final int SERIES_TERMS = 16;

  static ExponentialIntegrator between(double rate, Point from, Point to) {
    return new ExponentialIntegrator(rate, to.lambda() - from.lambda());
  }

  /**
   * The order that step i of a path can have: no more than the points of finite lambda up to it,
   * and no more than the steps that are left, so that the last has order 1.
   */
  static int order(int most, List<Point> path, int i) {
    int behind = path.get(0).isPureNoise() ? i : i + 1;
    int left = path.size() - 1 - i;
    return Math.max(1, Math.min(most, Math.min(behind, left)));
  }

  /** Checks a rule's order. */
  static void requireOrder(int least, int order) {
    if (order < least || order > MOST_ORDER) {
      throw new IllegalArgumentException(
          "order: expected in [%d,%d], found %d".formatted(least, MOST_ORDER, order));
    }
  }

  /** The points of a path from i backwards, in steps of this length from point i: 0, -1.1, ... */
  double[] nodes(List<Point> path, int i, int count) {
    double here = path.get(i).lambda();
    return IntStream.range(0, count)
        .mapToDouble(back -> back == 0 ? 0 : (path.get(i - back).lambda() - here) / h)
        .toArray();
  }

  /** The weight of one estimate that holds for the whole step: {@code 1 - e^(-rate h)}. */
  double total() {
    return -Math.expm1(-rate * h);
  }

  /**
   * Exact for the polynomial through the nodes.
   *
   * @param nodes where the estimates are, in steps from the beginning of this one; distinct
   */
  double[] weights(double... nodes) {
    double[] moments = moments(nodes.length);
    return IntStream.range(0, nodes.length)
        .mapToDouble(j -> dot(lagrange(j, nodes), moments))
        .toArray();
  }

  /**
   * For two estimates, at 0 and at a node, with the integral of the slope given instead of exact.
   *
   * @param slope {@code rate * integral of e^(-rate (h - u)) u / h du} in effect
   */
  double[] weightsWithSlope(double slope, double node) {
    return new double[] {total() - slope / node, slope / node};
  }

  /** {@code rate * integral of e^(-rate (h - u)) (u / h)^n du} for n from 0. */
  private double[] moments(int count) {
    double x = rate * h;
    double[] moments = new double[count];
    moments[0] = total();
    for (int n = 1; n < count; n++) {
      moments[n] = Math.abs(x) < SERIES_BELOW ? series(x, n) : 1 - n / x * moments[n - 1];
    }
    return moments;
  }

  /**
   * {@code sum over k of x^(k+1) (-1)^k n! / (n+k+1)!}: for small x, where the recursion loses
   * digits.
   */
  private static double series(double x, int n) {
    double term = x / (n + 1);
    double sum = 0;
    for (int k = 0; k < SERIES_TERMS; k++) {
      sum += term;
      term *= -x / (n + k + 2);
    }
    return sum;
  }

  /** The coefficients, lowest first, of the polynomial that is 1 at node j and 0 at the others. */
  private static double[] lagrange(int j, double... nodes) {
    double[] polynomial = new double[nodes.length];
    polynomial[0] = 1;
    for (int k = 0; k < nodes.length; k++) {
      if (k != j) {
        for (int n = nodes.length - 1; n >= 0; n--) {
          double shifted = n > 0 ? polynomial[n - 1] : 0;
          polynomial[n] = (shifted - nodes[k] * polynomial[n]) / (nodes[j] - nodes[k]);
        }
      }
    }
    return polynomial;
  }

  private static double dot(double[] a, double... b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }
}
