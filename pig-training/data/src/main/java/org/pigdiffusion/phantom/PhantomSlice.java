package org.pigdiffusion.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * One slice with one mass, on 128 pixels a side that stand for 60 mm of breast.
 *
 * <p>Tissue is fat or gland by the level of a texture: power-law noise mixed with a clustered lumpy
 * background, cut where the fat fraction of a breast type says. The mass replaces part of the
 * tissue by something of 1.0 to 1.1 times the density of gland, so that it shows in fat and hides
 * in gland. Fat fractions are VICTRE's; mass radii and densities are M-SYNTH's (arXiv 2310.18494).
 */
final class PhantomSlice {
  static final int SIDE = LumpyBackground.SIDE;

  private static final double PIXELS_PER_MM = SIDE / 60.0;
  private static final double[] FAT_FRACTION = {0.95, 0.85, 0.66, 0.40};
  private static final double[] MASS_RADIUS_MM = {5, 7, 9};
  private static final double[] MASS_DENSITY = {1.0, 1.06, 1.1};
  // Inside 0.5 to 10 % with room for what resizing to few pixels adds or takes.
  private static final double LEAST_AREA = 0.009;
  private static final double MOST_AREA = 0.09;
  private static final double FAT = 0.17;
  private static final double GLAND = 0.62;

  private final UniformRandomProvider random;
  private final ZigguratSampler.NormalizedGaussian gaussian;
  private final double[][] slice;
  private final boolean[][] mask = new boolean[SIDE][SIDE];

  private PhantomSlice(UniformRandomProvider random) {
    this.random = random;
    this.gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    this.slice = tissue();
    addMass();
    addNoise();
  }

  static PhantomSlice draw(UniformRandomProvider random) {
    return new PhantomSlice(random);
  }

  /** Grey values, about 0 to 1. */
  double[][] slice() {
    return slice;
  }

  boolean[][] mask() {
    return mask;
  }

  private double[][] tissue() {
    double beta = Math.min(Math.max(3.06 + 0.36 * gaussian.sample(), 2.3), 3.8);
    double[][] texture = PowerLawNoise.plane(SIDE, beta, 1, random);
    double[][] lumps = LumpyBackground.plane(random);
    double[][] coarse = PowerLawNoise.plane(SIDE, 4, 2, random);
    double[][] fine = PowerLawNoise.plane(SIDE, 4, 6, random);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        texture[y][x] = 0.8 * texture[y][x] + 0.6 * lumps[y][x];
      }
    }
    double fat = FAT_FRACTION[random.nextInt(FAT_FRACTION.length)];
    double cut = Planes.quantile(texture, fat);
    double[][] tissue = new double[SIDE][SIDE];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double gland = 1 / (1 + StrictMath.exp(-(texture[y][x] - cut) / 0.5));
        double strand = ridge(coarse[y][x], 0.12) + 0.7 * ridge(fine[y][x], 0.2);
        double background = FAT + 0.03 * texture[y][x] + 0.15 * strand;
        double dense = GLAND + 0.06 * texture[y][x] + 0.05 * strand;
        tissue[y][x] = (1 - gland) * background + gland * dense;
      }
    }
    return tissue;
  }

  /** Strands of connective tissue: the lines along which a smooth plane is 0. */
  private static double ridge(double value, double width) {
    return StrictMath.exp(-value * value / (width * width));
  }

  private void addMass() {
    double radius =
        MASS_RADIUS_MM[random.nextInt(MASS_RADIUS_MM.length)]
            * (0.85 + 0.3 * random.nextDouble())
            * PIXELS_PER_MM;
    double whole = (double) SIDE * SIDE;
    double area =
        Math.min(Math.max(Math.PI * radius * radius, LEAST_AREA * whole), MOST_AREA * whole);
    MassOutline shape = MassOutline.draw(0, 0, area, 0.12 + 0.12 * random.nextDouble(), random);
    double reach = shape.reach();
    double margin = reach + 2;
    MassOutline outline =
        shape.movedTo(
            margin + random.nextDouble() * (SIDE - 2 * margin),
            margin + random.nextDouble() * (SIDE - 2 * margin));
    double[][] spicules =
        Spicules.plane(SIDE, outline, Math.sqrt(area / Math.PI), random.nextInt(60), random);
    double density = GLAND * MASS_DENSITY[random.nextInt(MASS_DENSITY.length)];
    double share = 0.45 + 0.3 * random.nextDouble();
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double depth = outline.depth(y, x);
        mask[y][x] = depth > 0;
        double weight = Math.max(body(depth, reach), 0.9 * spicules[y][x]);
        double replaced = share * weight * Math.max(0, density - slice[y][x]);
        slice[y][x] += replaced + 0.17 * weight;
      }
    }
  }

  /** A rounded body with a soft edge: thickest in the middle. */
  private static double body(double depth, double reach) {
    double edge = 1 / (1 + StrictMath.exp(-depth / 0.8));
    double thickness = 0.7 + 0.3 * Math.min(1, Math.max(0, depth) / (0.8 * reach));
    return edge * thickness;
  }

  private void addNoise() {
    for (double[] row : slice) {
      for (int i = 0; i < SIDE; i++) {
        row[i] += 0.015 * gaussian.sample();
      }
    }
  }
}
