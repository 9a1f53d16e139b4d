package org.pigdiffusion.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.pigdiffusion.data.internal.DistanceMap;

/**
 * How far each point of one mask's border is from the nearest point of another's. Immutable and
 * thread-safe.
 */
public final class DirectedDistances {
  private final double[] distances;
  private final double[] weights;
  private final Border border;

  /** Of distances in any order, and what each weighs. */
  private DirectedDistances(double[] distances, double[] weights, Border border) {
    int[] ascending =
        IntStream.range(0, distances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distances[i]))
            .mapToInt(i -> i)
            .toArray();
    this.distances = Arrays.stream(ascending).mapToDouble(i -> distances[i]).toArray();
    this.weights = Arrays.stream(ascending).mapToDouble(i -> weights[i]).toArray();
    this.border = border;
  }

  /** From the points of a surface to what a map of the same grid was measured from. */
  static DirectedDistances between(Border.Surface from, DistanceMap to, Border border) {
    int[] points = IntStream.range(0, from.points().length).filter(i -> from.points()[i]).toArray();
    return new DirectedDistances(
        Arrays.stream(points).mapToDouble(to::at).toArray(),
        Arrays.stream(points).mapToDouble(i -> from.weights()[i]).toArray(),
        border);
  }

  /** The greatest distance: the directed Hausdorff distance. */
  public double greatest() {
    return distances[distances.length - 1];
  }

  /**
   * The distance that a share of the border does not exceed.
   *
   * @param percent the share, in (0, 100]
   */
  public double percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent: expected in (0,100], found " + percent);
    }
    return border.percentile(distances, weights, percent);
  }

  /** The mean distance, in which each point of the border has its weight. */
  public double mean() {
    return sum() / total();
  }

  /** The sum of all distances, each times its weight. */
  double sum() {
    return IntStream.range(0, distances.length).mapToDouble(i -> weights[i] * distances[i]).sum();
  }

  /** What all points weigh together. */
  double total() {
    return Arrays.stream(weights).sum();
  }

  /** What the points within a distance weigh together. */
  double within(double tolerance) {
    return IntStream.range(0, distances.length)
        .filter(i -> distances[i] <= tolerance)
        .mapToDouble(i -> weights[i])
        .sum();
  }
}
