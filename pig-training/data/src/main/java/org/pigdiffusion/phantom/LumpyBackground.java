package org.pigdiffusion.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The clustered lumpy background of Bochud, Abbey and Eckstein 1999 (Opt Express 4:33): clusters of
 * elongated blobs {@code exp(-alpha r^beta / L(theta))} with one random angle a cluster, on 128
 * pixels.
 *
 * <p>Blobs are counted on the grid and convolved by Fourier transform, since their tails reach
 * across the whole plane; to that end a cluster's angle is one of sixteen.
 */
final class LumpyBackground {
  static final int SIDE = 128;
  private static final double CLUSTERS = 150;
  private static final double BLOBS = 20;
  private static final double LONG = 5;
  private static final double SHORT = 2;
  private static final double ALPHA = 2.1;
  private static final double BETA = 0.5;
  private static final double SIGMA = 12;
  private static final int ANGLES = 16;

  /** Computed at the first use: the blob of every angle as its Fourier transform. */
  private static final class Blobs {
    static final double[][][][] SPECTRA = new double[ANGLES][][][];

    static {
      for (int angle = 0; angle < ANGLES; angle++) {
        double[][][] spectrum = {blob(Math.PI * angle / ANGLES), new double[SIDE][SIDE]};
        Fourier.forward(spectrum[0], spectrum[1]);
        SPECTRA[angle] = spectrum;
      }
    }
  }

  private LumpyBackground() {}

  /** A plane of 128 pixels a side, of mean 0 and standard deviation 1. */
  static double[][] plane(UniformRandomProvider random) {
    double[][][] counts = new double[ANGLES][SIDE][SIDE];
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    SharedStateDiscreteSampler blobs = PoissonSampler.of(random, BLOBS);
    int clusters = PoissonSampler.of(random, CLUSTERS).sample();
    for (int cluster = 0; cluster < clusters; cluster++) {
      double[][] count = counts[random.nextInt(ANGLES)];
      double y = random.nextDouble() * SIDE;
      double x = random.nextDouble() * SIDE;
      for (int blob = blobs.sample(); blob > 0; blob--) {
        count[wrap(y + SIGMA * gaussian.sample())][wrap(x + SIGMA * gaussian.sample())]++;
      }
    }
    double[][] real = new double[SIDE][SIDE];
    double[][] imaginary = new double[SIDE][SIDE];
    for (int angle = 0; angle < ANGLES; angle++) {
      addConvolved(counts[angle], Blobs.SPECTRA[angle], real, imaginary);
    }
    Fourier.inverse(real, imaginary);
    return Planes.standardise(real);
  }

  private static int wrap(double position) {
    return Math.floorMod((int) Math.floor(position), SIDE);
  }

  private static void addConvolved(
      double[][] count, double[][][] blob, double[][] real, double[][] imaginary) {
    double[][] zero = new double[SIDE][SIDE];
    Fourier.forward(count, zero);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        real[y][x] += count[y][x] * blob[0][y][x] - zero[y][x] * blob[1][y][x];
        imaginary[y][x] += count[y][x] * blob[1][y][x] + zero[y][x] * blob[0][y][x];
      }
    }
  }

  private static double[][] blob(double angle) {
    double[][] plane = new double[SIDE][SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double y = row < SIDE / 2 ? row : row - SIDE;
        double x = column < SIDE / 2 ? column : column - SIDE;
        double theta = StrictMath.atan2(y, x) - angle;
        double along = StrictMath.cos(theta) / LONG;
        double aside = StrictMath.sin(theta) / SHORT;
        double length = 1 / Math.sqrt(along * along + aside * aside);
        double r = Math.sqrt(y * y + x * x);
        plane[row][column] = StrictMath.exp(-ALPHA * StrictMath.pow(r, BETA) / length);
      }
    }
    return plane;
  }
}
