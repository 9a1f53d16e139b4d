package org.pigdiffusion.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The star-shaped outline of a mass: a Gaussian random circle, the radius being the exponential of
 * a random Fourier series whose power falls as {@code order^-4} (de Sisternes et al. 2015, doi
 * 10.1118/1.4905232, in two dimensions).
 */
final class MassOutline {
  private static final int ORDERS = 8;
  private static final double POWER = 4;
  private static final int STEPS = 256;

  private final double centreY;
  private final double centreX;
  private final double[] radii;

  private MassOutline(double centreY, double centreX, double[] radii) {
    this.centreY = centreY;
    this.centreX = centreX;
    this.radii = radii;
  }

  /**
   * Draws an outline.
   *
   * @param area what it encloses, in pixels
   * @param spread standard deviation of the logarithm of the radius
   */
  static MassOutline draw(
      double centreY, double centreX, double area, double spread, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] logarithm = new double[STEPS];
    double total = 0;
    for (int order = 2; order <= ORDERS; order++) {
      total += StrictMath.pow(order, -POWER);
    }
    // Order 1 would only move the centre.
    for (int order = 2; order <= ORDERS; order++) {
      double size = spread * Math.sqrt(StrictMath.pow(order, -POWER) / total);
      double cosine = size * gaussian.sample();
      double sine = size * gaussian.sample();
      for (int i = 0; i < STEPS; i++) {
        double theta = 2 * Math.PI * i / STEPS * order;
        logarithm[i] += cosine * StrictMath.cos(theta) + sine * StrictMath.sin(theta);
      }
    }
    double[] radii = new double[STEPS];
    double enclosed = 0;
    for (int i = 0; i < STEPS; i++) {
      radii[i] = StrictMath.exp(logarithm[i]);
      enclosed += radii[i] * radii[i] * Math.PI / STEPS;
    }
    double scale = Math.sqrt(area / enclosed);
    for (int i = 0; i < STEPS; i++) {
      radii[i] *= scale;
    }
    return new MassOutline(centreY, centreX, radii);
  }

  /** The same shape elsewhere. */
  MassOutline movedTo(double y, double x) {
    return new MassOutline(y, x, radii);
  }

  double centreY() {
    return centreY;
  }

  double centreX() {
    return centreX;
  }

  /** The greatest distance of the outline from its centre. */
  double reach() {
    double reach = 0;
    for (double radius : radii) {
      reach = Math.max(reach, radius);
    }
    return reach;
  }

  /** The radius in a direction in radians. */
  double radius(double theta) {
    double turn = theta / (2 * Math.PI);
    double position = (turn - Math.floor(turn)) * STEPS;
    int below = (int) position % STEPS;
    double share = position - Math.floor(position);
    return (1 - share) * radii[below] + share * radii[(below + 1) % STEPS];
  }

  /** How far a point is inside the outline along its radius, negative outside; in pixels. */
  double depth(double y, double x) {
    double dy = y - centreY;
    double dx = x - centreX;
    return radius(StrictMath.atan2(dy, dx)) - Math.sqrt(dy * dy + dx * dx);
  }
}
