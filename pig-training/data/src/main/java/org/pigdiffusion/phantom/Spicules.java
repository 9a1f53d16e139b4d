package org.pigdiffusion.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Fine strands that run from a mass into the tissue, each a chain of segments that taper.
 *
 * <p>Relative radius 0.024, relative length of a segment 0.173 (0.018), probability that another
 * follows 0.717 (0.057): de Sisternes et al. 2015, doi 10.1118/1.4905232. The number is a slice's
 * share of the 1358 (365) segments of a volume.
 */
final class Spicules {
  private static final double RADIUS = 0.024;
  private static final double LENGTH = 0.173;
  private static final double LENGTH_SPREAD = 0.018;
  private static final double CONTINUE = 0.717;
  private static final double CONTINUE_SPREAD = 0.057;
  private static final double BEND = 0.25;

  private final double[][] plane;
  private final UniformRandomProvider random;
  private final ZigguratSampler.NormalizedGaussian gaussian;

  private Spicules(int side, UniformRandomProvider random) {
    this.plane = new double[side][side];
    this.random = random;
    this.gaussian = ZigguratSampler.NormalizedGaussian.of(random);
  }

  /** How much of every pixel is strand, in [0, 1]. */
  static double[][] plane(
      int side, MassOutline outline, double massRadius, int count, UniformRandomProvider random) {
    Spicules spicules = new Spicules(side, random);
    for (int i = 0; i < count; i++) {
      spicules.grow(outline, massRadius);
    }
    return spicules.plane;
  }

  private void grow(MassOutline outline, double massRadius) {
    double direction = 2 * Math.PI * random.nextDouble();
    double start = outline.radius(direction) * 0.9;
    double y = outline.centreY() + start * StrictMath.sin(direction);
    double x = outline.centreX() + start * StrictMath.cos(direction);
    double goOn = Math.min(0.95, CONTINUE + CONTINUE_SPREAD * gaussian.sample());
    double thickness = RADIUS * massRadius;
    do {
      double length = massRadius * (LENGTH + LENGTH_SPREAD * gaussian.sample());
      double nextY = y + length * StrictMath.sin(direction);
      double nextX = x + length * StrictMath.cos(direction);
      stroke(y, x, nextY, nextX, thickness);
      y = nextY;
      x = nextX;
      direction += BEND * gaussian.sample();
      thickness *= 0.9;
    } while (random.nextDouble() < goOn);
  }

  private void stroke(double y, double x, double endY, double endX, double thickness) {
    double length = Math.hypot(endY - y, endX - x);
    int dots = Math.max(1, (int) Math.ceil(length * 2));
    for (int i = 0; i <= dots; i++) {
      double share = (double) i / dots;
      dot(y + share * (endY - y), x + share * (endX - x), thickness);
    }
  }

  /** A soft dot; a strand thinner than a pixel is drawn one pixel wide and fainter. */
  private void dot(double y, double x, double thickness) {
    double wide = Math.max(thickness, 0.7);
    double strength = Math.min(1, thickness / wide);
    int reach = (int) Math.ceil(2 * wide);
    int middleY = (int) Math.round(y);
    int middleX = (int) Math.round(x);
    for (int row = middleY - reach; row <= middleY + reach; row++) {
      for (int column = middleX - reach; column <= middleX + reach; column++) {
        if (row >= 0 && column >= 0 && row < plane.length && column < plane.length) {
          double square = (row - y) * (row - y) + (column - x) * (column - x);
          double value = strength * StrictMath.exp(-square / (2 * wide * wide));
          plane[row][column] = Math.max(plane[row][column], value);
        }
      }
    }
  }
}
