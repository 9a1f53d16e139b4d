package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelDistanceTest {
  private static final double[] ZEROS = new double[4];
  private static final double[] ONES = {1, 1, 1, 1};

  private static double between(FeatureSet sample, FeatureSet reference) {
    return KernelDistance.to(reference).of(sample).value();
  }

  /**
   * One feature, k(a, b) = (a b + 1)^3. Within {0, 1, 2}: k(0,1) = k(0,2) = 1, k(1,2) = 27, mean
   * 29/3. Within {1, 3}: 64. Across: 1, 1, 8, 64, 27, 343, mean 74.
   */
  @Test
  void byHand() {
    FeatureSet a = FeatureSet.of(new float[][] {{0}, {1}, {2}});
    FeatureSet b = FeatureSet.of(new float[][] {{1}, {3}});
    assertEquals(29.0 / 3 + 64 - 2 * 74, between(a, b), 1e-9);
    assertEquals(29.0 / 3 + 64 - 2 * 74, between(b, a), 1e-9);
  }

  /** Two features: the product is divided by the length of the vectors, (4 / 2 + 1)^3 = 27. */
  @Test
  void theProductIsDividedByTheLength() {
    FeatureSet a = FeatureSet.of(new float[][] {{1, 1}, {2, 2}});
    FeatureSet zero = FeatureSet.of(new float[][] {{0, 0}, {0, 0}});
    assertEquals(27 + 1 - 2, between(a, zero), 1e-9);
  }

  /** In a draw {0, 1, 1}, the pair of 1 with itself is left out: k(0,1) alone counts. */
  @Test
  void anImageIsNotComparedWithItself() {
    FeatureSet a = FeatureSet.of(new float[][] {{0}, {1}, {2}});
    FeatureSet b = FeatureSet.of(new float[][] {{1}, {3}});
    double across = (1 + 1 + 2 * (8 + 64)) / 6.0;
    assertEquals(1 + 64 - 2 * across, KernelDistance.to(b).of(a).of(1, 2, 0), 1e-9);
  }

  /** The mean over 200 couples of samples of one distribution is 0 within four standard errors. */
  @Test
  void samplesOfOneDistributionAreAtDistanceZeroOnAverage() {
    double sum = 0;
    double squares = 0;
    int couples = 200;
    for (int i = 0; i < couples; i++) {
      double distance =
          between(
              Normals.features(20, ZEROS, ONES, 2L * i + 1),
              Normals.features(30, ZEROS, ONES, 2L * i + 2));
      sum += distance;
      squares += distance * distance;
    }
    double mean = sum / couples;
    double error = Math.sqrt((squares / couples - mean * mean) / couples);
    assertTrue(Math.abs(mean) < 4 * error, mean + " of error " + error);
    // The biased estimate would be k(x, x) / n too great, more than ten errors.
    assertTrue(4 * error < 0.4, "the test is too weak to see a bias: " + error);
  }

  @Test
  void blocksAgreeWithTheWholeButForTheirChance() {
    double[] shifted = {0.5, 0.5, 0.5, 0.5};
    FeatureSet reference = Normals.features(500, ZEROS, ONES, 1);
    FeatureSet sample = Normals.features(450, shifted, ONES, 2);
    double whole = between(sample, reference);
    double blocks = KernelDistance.to(reference, 100).of(sample).value();
    assertTrue(whole > 0.5, "too near to compare: " + whole);
    assertEquals(whole, blocks, 0.3 * whole);
    assertThrows(IllegalArgumentException.class, () -> KernelDistance.to(reference, 99));
  }
}
