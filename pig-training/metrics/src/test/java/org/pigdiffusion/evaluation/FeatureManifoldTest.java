package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureManifoldTest {
  /** Sums of four uniform numbers, of a generator that is easily written in any language. */
  private static FeatureSet features(int count, int seed, double shift, double scale) {
    long state = seed;
    float[][] vectors = new float[count][8];
    for (float[] vector : vectors) {
      for (int j = 0; j < vector.length; j++) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
          state = (state * 1103515245 + 12345) % (1L << 31);
          sum += state / (double) (1L << 31) - 0.5;
        }
        vector[j] = (float) (sum * scale + shift);
      }
    }
    return FeatureSet.of(vectors);
  }

  private static double[] values(FeatureManifold.Figures figures) {
    return new double[] {
      figures.precision().value(),
      figures.recall().value(),
      figures.density().value(),
      figures.coverage().value()
    };
  }

  /** What the Python package prdc 0.2 of the authors of density and coverage gives, with k = 5. */
  @ParameterizedTest
  @CsvSource({
    "2, 0.0, 1.0, 0.955, 0.95333333, 0.969, 0.91",
    "3, 0.4, 1.0, 0.74,  0.81666667, 0.537, 0.58",
    "4, 0.0, 0.4, 1.0,   0.04666667, 2.276, 0.71",
    "5, 0.0, 2.0, 0.175, 1.0,        0.065, 0.17666667"
  })
  void agreesWithPrdc(
      int seed,
      double shift,
      double scale,
      double precision,
      double recall,
      double density,
      double coverage) {
    FeatureManifold manifold = FeatureManifold.of(features(300, 1, 0, 1));
    double[] found = values(manifold.measure(features(200, seed, shift, scale)));
    double[] expected = {precision, recall, density, coverage};
    for (int i = 0; i < 4; i++) {
      assertEquals(expected[i], found[i], 1e-8, "figure " + i);
    }
  }

  /**
   * The values of prdc's README, 10,000 images of 1,000 normal features each; random, so within
   * 0.02. Its density, 1.0555, is one draw: in prdc too it goes from 0.87 to 1.10 with the seed,
   * and here it was 0.9986. {@link #meansOverManyDrawsAreTheExpectedOnes} and {@link
   * #agreesWithPrdc} hold densities. It takes minutes: {@code -Dpig.slow=true} runs it.
   */
  @Test
  @EnabledIfSystemProperty(named = "pig.slow", matches = "true")
  void thePublishedExample() {
    double[] zeros = new double[1000];
    double[] ones = IntStream.range(0, 1000).mapToDouble(j -> 1).toArray();
    FeatureManifold manifold = FeatureManifold.of(Normals.features(10_000, zeros, ones, 1));
    double[] found = values(manifold.measure(Normals.features(10_000, zeros, ones, 2)));
    assertEquals(0.4772, found[0], 0.02, "precision");
    assertEquals(0.4705, found[1], 0.02, "recall");
    assertEquals(0.9735, found[3], 0.02, "coverage");
  }

  /**
   * What is expected if both sets are of one distribution, whatever it is, by counting ranks. Among
   * N images, the sampled one and N - 1 real ones, each is as likely to be one of the k nearest to
   * another real one: k/N, and so the density is 1. A real image is not covered if its k nearest
   * among N - 1 real and N sampled ones are all real (Naeem 2020). 400 draws of prdc 0.2 had means
   * of 0.9953 and 0.9698.
   */
  @Test
  void meansOverManyDrawsAreTheExpectedOnes() {
    int n = 200;
    int k = 5;
    double uncovered = 1;
    for (int j = 1; j <= k; j++) {
      uncovered *= (n - j) / (2.0 * n - j);
    }
    double[] zeros = new double[8];
    double[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
    StreamingStatistics density = new StreamingStatistics();
    StreamingStatistics coverage = new StreamingStatistics();
    for (int draw = 0; draw < 200; draw++) {
      FeatureManifold manifold = FeatureManifold.of(Normals.features(n, zeros, ones, 2L * draw), k);
      FeatureManifold.Figures figures =
          manifold.measure(Normals.features(n, zeros, ones, 2L * draw + 1));
      density.addValue(figures.density().value());
      coverage.addValue(figures.coverage().value());
    }
    assertMean(1, density, 0.025);
    assertMean(1 - uncovered, coverage, 0.005);
  }

  /** Within four standard errors of a mean, which are no more than so much. */
  private static void assertMean(double expected, StreamingStatistics draws, double most) {
    double allowed = 4 * draws.getStandardDeviation() / Math.sqrt((double) draws.getN());
    assertTrue(allowed < most, "the mean is known to " + allowed);
    assertEquals(expected, draws.getMean(), allowed);
  }

  @Test
  void drawsSayWhichSampledImagesAreThere() {
    FeatureSet reference = FeatureSet.of(new float[][] {{0}, {1}, {10}, {11}});
    FeatureSet sample = FeatureSet.of(new float[][] {{0.5f}, {10.5f}, {100}});
    FeatureManifold.Figures figures = FeatureManifold.of(reference, 1).measure(sample);
    assertEquals(2 / 3.0, figures.precision().value(), 1e-12);
    assertEquals(1, figures.coverage().value(), 1e-12);
    assertEquals(0.5, figures.coverage().of(2, 0, 1), 1e-12);
    assertEquals(2 / 3.0, figures.precision().of(2, 0, 1), 1e-12);
    assertEquals(4 / 3.0, figures.density().value(), 1e-12);
  }

  @Test
  void tooFewImagesForTheNeighboursAreRefused() {
    FeatureSet four = FeatureSet.of(new float[][] {{0}, {1}, {2}, {3}});
    assertThrows(IllegalArgumentException.class, () -> FeatureManifold.of(four, 4));
    assertThrows(IllegalArgumentException.class, () -> FeatureManifold.of(four, 0));
    FeatureManifold manifold = FeatureManifold.of(four, 3);
    FeatureSet three = four.first(3);
    String message =
        assertThrows(IllegalArgumentException.class, () -> manifold.measure(three)).getMessage();
    assertTrue(message.contains("[1,2]") && message.contains("sample"), message);
  }
}
