package org.pigdiffusion.phantom;

/** Measures the exponent of a plane's power spectrum, independently of how it was made. */
final class PowerSpectrum {
  private PowerSpectrum() {}

  /** Minus the slope of log power, averaged over rings, against log frequency. */
  static double exponent(double[][] plane, int from, int to) {
    int side = plane.length;
    double[][] real = new double[side][side];
    double[][] imaginary = new double[side][side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        real[y][x] = plane[y][x];
      }
    }
    Fourier.forward(real, imaginary);
    double[] power = new double[to + 2];
    int[] count = new int[to + 2];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double f = Math.hypot(Math.min(y, side - y), Math.min(x, side - x));
        int ring = (int) Math.round(f);
        if (ring >= from && ring <= to) {
          power[ring] += real[y][x] * real[y][x] + imaginary[y][x] * imaginary[y][x];
          count[ring]++;
        }
      }
    }
    return -slope(power, count, from, to);
  }

  private static double slope(double[] power, int[] count, int from, int to) {
    double n = to - from + 1;
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumXy = 0;
    for (int ring = from; ring <= to; ring++) {
      double x = Math.log(ring);
      double y = Math.log(power[ring] / count[ring]);
      sumX += x;
      sumY += y;
      sumXx += x * x;
      sumXy += x * y;
    }
    return (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
  }
}
