package org.pigdiffusion.phantom;

import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/** The discrete Fourier transform of square planes, in place; the side is a power of two. */
final class Fourier {
  private Fourier() {}

  static void forward(double[][] real, double[][] imaginary) {
    transform(real, imaginary, TransformType.FORWARD);
  }

  static void inverse(double[][] real, double[][] imaginary) {
    transform(real, imaginary, TransformType.INVERSE);
  }

  private static void transform(double[][] real, double[][] imaginary, TransformType type) {
    for (int pass = 0; pass < 2; pass++) {
      for (int row = 0; row < real.length; row++) {
        double[][] line = {real[row], imaginary[row]};
        FastFourierTransformer.transformInPlace(line, DftNormalization.STANDARD, type);
      }
      transpose(real);
      transpose(imaginary);
    }
  }

  private static void transpose(double[][] plane) {
    for (int row = 0; row < plane.length; row++) {
      for (int column = 0; column < row; column++) {
        double kept = plane[row][column];
        plane[row][column] = plane[column][row];
        plane[column][row] = kept;
      }
    }
  }

  /** The frequency of a bin in cycles a plane: 0, 1, ..., n/2, ..., 2, 1. */
  static int frequency(int bin, int side) {
    return Math.min(bin, side - bin);
  }
}
