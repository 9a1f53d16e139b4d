package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class StatisticProperties {
  private static final int FEATURES = 3;

  @Provide
  Arbitrary<double[]> numbers() {
    return Arbitraries.doubles().between(-10, 10).array(double[].class).ofMinSize(2).ofMaxSize(12);
  }

  @Provide
  Arbitrary<float[][]> vectors() {
    return Arbitraries.floats()
        .between(-4, 4)
        .array(float[].class)
        .ofSize(FEATURES)
        .array(float[][].class)
        .ofMinSize(2)
        .ofMaxSize(8);
  }

  private static double wasserstein(double[] a, double[] b) {
    return Statistic.wasserstein(a, b).value();
  }

  private static double frechet(float[][] a, float[][] b) {
    return FrechetDistance.to(FeatureSet.of(b)).of(FeatureSet.of(a)).value();
  }

  private static double kernel(float[][] a, float[][] b) {
    return KernelDistance.to(FeatureSet.of(b)).of(FeatureSet.of(a)).value();
  }

  private static double[] moved(double[] values, double by) {
    return Arrays.stream(values).map(v -> v + by).toArray();
  }

  private static float[][] moved(float[][] vectors, double by) {
    float[][] moved = new float[vectors.length][FEATURES];
    for (int i = 0; i < vectors.length; i++) {
      for (int j = 0; j < FEATURES; j++) {
        moved[i][j] = (float) (vectors[i][j] + by);
      }
    }
    return moved;
  }

  @Property
  void wassersteinIsADistance(
      @ForAll("numbers") double[] a, @ForAll("numbers") double[] b, @ForAll("numbers") double[] c) {
    assertEquals(0, wasserstein(a, a), 1e-12);
    assertEquals(wasserstein(a, b), wasserstein(b, a), 1e-9);
    assertTrue(wasserstein(a, c) <= wasserstein(a, b) + wasserstein(b, c) + 1e-9);
  }

  @Property
  void wassersteinOfMovedNumbersIsTheWay(
      @ForAll("numbers") double[] a, @ForAll @DoubleRange(min = -5, max = 5) double by) {
    assertEquals(Math.abs(by), wasserstein(moved(a, by), a), 1e-9);
  }

  /** With equally many numbers it is the mean difference of the sorted ones. */
  @Property
  void wassersteinIsTheMeanDifferenceOfSortedNumbers(
      @ForAll("numbers") double[] a, @ForAll("numbers") double[] b) {
    int n = Math.min(a.length, b.length);
    double[] left = Arrays.stream(a).limit(n).sorted().toArray();
    double[] right = Arrays.stream(b).limit(n).sorted().toArray();
    double expected =
        IntStream.range(0, n)
            .mapToDouble(i -> Math.abs(left[i] - right[i]))
            .average()
            .orElseThrow();
    assertEquals(expected, wasserstein(Arrays.copyOf(a, n), Arrays.copyOf(b, n)), 1e-9);
  }

  @Property(tries = 200)
  void distancesOfFeaturesDoNotDependOnDirectionOrOrder(
      @ForAll("vectors") float[][] a, @ForAll("vectors") float[][] b) {
    float[][] reversed = a.clone();
    for (int i = 0; i < a.length; i++) {
      reversed[i] = a[a.length - 1 - i];
    }
    assertEquals(frechet(a, b), frechet(b, a), 1e-4);
    assertEquals(frechet(a, b), frechet(reversed, b), 1e-4);
    assertEquals(kernel(a, b), kernel(b, a), 1e-6 * scale(a, b));
    assertEquals(kernel(a, b), kernel(reversed, b), 1e-6 * scale(a, b));
  }

  /** The greatest kernel that occurs. */
  private static double scale(float[][] a, float[][] b) {
    double most = 1;
    for (float[][] vectors : new float[][][] {a, b}) {
      for (float[] vector : vectors) {
        double squares = 0;
        for (float v : vector) {
          squares += v * v;
        }
        most = Math.max(most, Math.pow(squares / FEATURES + 1, 3));
      }
    }
    return most;
  }

  @Property(tries = 200)
  void frechetOfIdenticalSetsIsZeroAndOfMovedOnesTheSquareOfTheWay(
      @ForAll("vectors") float[][] a, @ForAll @DoubleRange(min = -3, max = 3) double by) {
    assertEquals(0, frechet(a, a), 1e-5);
    assertEquals(FEATURES * by * by, frechet(moved(a, by), a), 1e-3);
  }
}
