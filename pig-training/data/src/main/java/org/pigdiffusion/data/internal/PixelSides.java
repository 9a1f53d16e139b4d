package org.pigdiffusion.data.internal;

/**
 * The sides of a pixel, in any unit. Everything after the reading takes pixels for squares: a
 * circle in a file of others would be learnt as an ellipse.
 *
 * @param height in the unit of the width
 * @param width in the unit of the height
 */
public record PixelSides(double height, double width) {
  /** What a user can do. */
  public static final String REMEDY = "resample image and mask to square pixels first";

  /** A side of a hundred pixels is then off by one. */
  private static final double TOLERANCE = 0.01;

  /** Whether they are equal, but for a hundredth. */
  public boolean areEqual() {
    return Math.abs(height - width) <= TOLERANCE * Math.min(Math.abs(height), Math.abs(width));
  }
}
