package org.pigdiffusion.evaluation;

import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Normally distributed numbers. */
final class Normals {
  private Normals() {}

  static double[] of(int count, double mean, double deviation, long seed) {
    ZigguratSampler.NormalizedGaussian gaussian =
        ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_SHI_RO_256_PP.create(seed));
    return gaussian.samples(count).map(v -> mean + deviation * v).toArray();
  }

  /** Vectors whose feature j has the mean and the deviation of entry j. */
  static FeatureSet features(int count, double[] means, double[] deviations, long seed) {
    float[][] vectors = new float[count][means.length];
    for (int j = 0; j < means.length; j++) {
      double[] column = of(count, means[j], deviations[j], seed * 1000 + j);
      for (int i = 0; i < count; i++) {
        vectors[i][j] = (float) column[i];
      }
    }
    return FeatureSet.of(vectors);
  }
}
