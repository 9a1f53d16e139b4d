package org.pigdiffusion.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Gaussian noise with the power spectrum {@code K / f^beta} of breast tissue. Beta is 3.06
 * (standard deviation 0.36) in tomosynthesis slices: Chen et al. 2012, Med Phys 39:1435, doi
 * 10.1118/1.3685462.
 */
final class PowerLawNoise {
  private PowerLawNoise() {}

  /**
   * A plane of mean 0 and standard deviation 1 that goes on at the opposite edge.
   *
   * @param from the lowest frequency, in cycles a plane, at least 1
   */
  static double[][] plane(int side, double beta, double from, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] real = new double[side][side];
    double[][] imaginary = new double[side][side];
    for (double[] row : real) {
      for (int i = 0; i < side; i++) {
        row[i] = gaussian.sample();
      }
    }
    Fourier.forward(real, imaginary);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double fy = Fourier.frequency(y, side);
        double fx = Fourier.frequency(x, side);
        double square = fy * fy + fx * fx;
        // Power f^-beta is amplitude f^(-beta/2), so (f^2)^(-beta/4); the mean is not tissue.
        double amplitude = square < from * from ? 0 : StrictMath.pow(square, -beta / 4);
        real[y][x] *= amplitude;
        imaginary[y][x] *= amplitude;
      }
    }
    Fourier.inverse(real, imaginary);
    return Planes.standardise(real);
  }
}
