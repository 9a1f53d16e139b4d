package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {
  private static double between(FeatureSet sample, FeatureSet reference) {
    return FrechetDistance.to(reference).of(sample).value();
  }

  /** In one dimension it is (m - m')^2 + (s - s')^2. */
  @Test
  void oneFeatureByHand() {
    FeatureSet a = FeatureSet.of(new float[][] {{1}, {3}, {5}}); // mean 3, variance 4
    FeatureSet b = FeatureSet.of(new float[][] {{0}, {1}, {2}}); // mean 1, variance 1
    assertEquals(4 + 1, between(a, b), 1e-12);
    assertEquals(4 + 1, between(b, a), 1e-12);
  }

  /** MONAI, tests/metrics/test_compute_fid_metric.py: the smallest check of an FD. */
  @Test
  void threePointsAsInMonaisTests() {
    FeatureSet same = FeatureSet.of(new float[][] {{1, 2}, {1, 2}, {1, 2}});
    FeatureSet other = FeatureSet.of(new float[][] {{2, 2}, {1, 2}, {1, 2}});
    assertEquals(0.4444, between(other, same), 1e-4);
    assertEquals(4 / 9.0, between(same, other), 1e-12);
  }

  /**
   * Four points of variances p and q and covariance r: tr((S S')^(1/2)) of two such matrices is
   * sqrt(tr(S S') + 2 sqrt(det(S S'))), since of a 2x2 matrix M with eigenvalues a and b it is
   * sqrt(a) + sqrt(b).
   */
  @Test
  void twoCorrelatedFeaturesByTheClosedForm() {
    float[][] a = {{1, 2}, {-1, 0}, {0, -1}, {2, 5}};
    float[][] b = {{3, -1}, {1, 1}, {-2, 2}, {0, 0}};
    double[][] s = covariance(a);
    double[][] t = covariance(b);
    double product = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        product += s[i][j] * t[j][i];
      }
    }
    double root = Math.sqrt(product + 2 * Math.sqrt(determinant(s) * determinant(t)));
    double means = 0;
    for (int j = 0; j < 2; j++) {
      means += Math.pow(mean(a, j) - mean(b, j), 2);
    }
    double expected = means + s[0][0] + s[1][1] + t[0][0] + t[1][1] - 2 * root;
    assertTrue(expected > 1, "a distance near 0 would prove little: " + expected);
    assertEquals(expected, between(FeatureSet.of(a), FeatureSet.of(b)), 1e-9);
  }

  private static double determinant(double[][] m) {
    return m[0][0] * m[1][1] - m[0][1] * m[1][0];
  }

  private static double mean(float[][] rows, int j) {
    return Arrays.stream(rows).mapToDouble(row -> row[j]).average().orElseThrow();
  }

  private static double[][] covariance(float[][] rows) {
    double[][] covariance = new double[2][2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        for (float[] row : rows) {
          covariance[i][j] += (row[i] - mean(rows, i)) * (row[j] - mean(rows, j));
        }
        covariance[i][j] /= rows.length - 1;
      }
    }
    return covariance;
  }

  /** Normal distributions of known moments: 1 + 4 of the means, (2 - 1)^2 + (3 - 1)^2 of spread. */
  @Test
  void manyImagesComeNearTheDistanceOfTheDistributions() {
    FeatureSet a = Normals.features(20_000, new double[] {1, 0, 2}, new double[] {2, 1, 3}, 1);
    FeatureSet b = Normals.features(20_000, new double[] {0, 0, 0}, new double[] {1, 1, 1}, 2);
    assertEquals(1 + 4 + 1 + 4, between(a, b), 0.25);
  }

  @Test
  void fewImagesOfManyFeaturesAreComparedAllTheSame() {
    double[] zeros = new double[40];
    double[] ones = new double[40];
    Arrays.fill(ones, 1);
    FeatureSet few = Normals.features(12, zeros, ones, 1);
    FeatureSet others = Normals.features(12, zeros, ones, 2);
    assertEquals(0, between(few, few), 1e-6);
    double distance = between(few, others);
    assertTrue(distance > 1, "the bias of few images is gone: " + distance);
    assertEquals(distance, between(others, few), 1e-6);
  }

  /** A draw is the sample in which the images are repeated. */
  @Test
  void aDrawIsTheSampleWithRepetitions() {
    float[][] rows = {{1, 2, 0}, {-1, 0, 3}, {0, -1, 1}, {2, 5, 2}};
    FeatureSet reference = FeatureSet.of(new float[][] {{0, 0, 1}, {2, 1, 1}, {1, 3, 0}});
    FeatureSet drawn = FeatureSet.of(rows[0], rows[2], rows[2], rows[2], rows[3]);
    assertEquals(
        between(drawn, reference),
        FrechetDistance.to(reference).of(FeatureSet.of(rows)).of(1, 0, 3, 1),
        1e-9);
  }

  @Test
  void vectorsOfAnotherLengthAreRefused() {
    FeatureSet one = FeatureSet.of(new float[][] {{1}, {2}});
    FeatureSet two = FeatureSet.of(new float[][] {{1, 2}, {2, 3}});
    FrechetDistance toOne = FrechetDistance.to(one);
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> toOne.of(two));
    assertEquals(
        "sample: expected vectors of 1 features, as the reference has, found 2",
        fault.getMessage());
  }
}
