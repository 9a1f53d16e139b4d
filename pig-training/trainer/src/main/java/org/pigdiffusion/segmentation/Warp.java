package org.pigdiffusion.segmentation;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.djl.internal.PixelPlaces;

/**
 * One draw of an augmentation: where each pixel of a patch comes from, and what becomes of the grey
 * values. The same for image and mask.
 */
final class Warp {
  /** Points along each axis at which an elastic displacement is drawn. */
  private static final int KNOTS = 5;

  private final PixelPlaces places;
  private final Greys greys;

  /** What becomes of grey values; the noise is drawn pixel by pixel. */
  private record Greys(
      double brightness, double contrast, double noise, UniformRandomProvider random) {}

  private Warp(PixelPlaces places, Greys greys) {
    this.places = places;
    this.greys = greys;
  }

  /**
   * Draws.
   *
   * @param source the shape of the image
   * @param height of the patch, at most that of the image
   * @param width of the patch, at most that of the image
   */
  static Warp draw(
      SegmentationAugmentation settings,
      Shape source,
      int height,
      int width,
      UniformRandomProvider random) {
    double top = random.nextInt(source.height() - height + 1) + (height - 1) / 2.0;
    double left = random.nextInt(source.width() - width + 1) + (width - 1) / 2.0;
    double[] turn = turn(settings, random);
    double[][] knots = {
      knots(settings.elastic(), random), knots(settings.elastic(), random),
    };
    Greys greys = greys(settings, random);
    double[] rows = new double[height * width];
    double[] columns = new double[height * width];
    for (int i = 0; i < height * width; i++) {
      int row = i / width;
      int column = i % width;
      double knotRow = knot(row, height);
      double knotColumn = knot(column, width);
      double v = row - (height - 1) / 2.0 + displacement(knots[0], knotRow, knotColumn);
      double u = column - (width - 1) / 2.0 + displacement(knots[1], knotRow, knotColumn);
      rows[i] = mirrored(top + turn[0] * v + turn[1] * u, source.height());
      columns[i] = mirrored(left + turn[2] * v + turn[3] * u, source.width());
    }
    return new Warp(PixelPlaces.adopt(height, width, rows, columns), greys);
  }

  /** The matrix from places in the patch to places in the image, about their centres. */
  private static double[] turn(SegmentationAugmentation settings, UniformRandomProvider random) {
    double angle = Math.toRadians(settings.rotation() * symmetric(random));
    double step = Math.exp(-Math.log(settings.zoom()) * symmetric(random));
    double flipRows = settings.verticalFlip() && random.nextBoolean() ? -step : step;
    double flipColumns = settings.horizontalFlip() && random.nextBoolean() ? -step : step;
    boolean exchange = settings.quarterTurns() && random.nextBoolean();
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return exchange
        ? new double[] {-flipRows * sin, flipRows * cos, flipColumns * cos, flipColumns * sin}
        : new double[] {flipRows * cos, -flipRows * sin, flipColumns * sin, flipColumns * cos};
  }

  private static Greys greys(SegmentationAugmentation settings, UniformRandomProvider random) {
    return new Greys(
        settings.brightness() * symmetric(random),
        Math.exp(Math.log(settings.contrast()) * symmetric(random)),
        settings.noise() * random.nextDouble(),
        random);
  }

  private static double[] knots(double most, UniformRandomProvider random) {
    double[] knots = new double[KNOTS * KNOTS];
    for (int i = 0; i < knots.length; i++) {
      knots[i] = most * symmetric(random);
    }
    return knots;
  }

  /** Evenly in (-1, 1). */
  private static double symmetric(UniformRandomProvider random) {
    return 2 * random.nextDouble() - 1;
  }

  /** Between the knots the displacement goes smoothly, without a kink at them. */
  private static double displacement(double[] knots, double row, double column) {
    int r = (int) row;
    int c = (int) column;
    double down = smooth(row - r);
    double right = smooth(column - c);
    int at = r * KNOTS + c;
    return (1 - down) * ((1 - right) * knots[at] + right * knots[at + 1])
        + down * ((1 - right) * knots[at + KNOTS] + right * knots[at + KNOTS + 1]);
  }

  private static double knot(int pixel, int length) {
    return (pixel + 0.5) / length * (KNOTS - 1);
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  private static double mirrored(double at, int length) {
    if (length == 1) {
      return 0;
    }
    double period = 2.0 * (length - 1);
    double inPeriod = Math.abs(at) % period;
    return Math.min(inPeriod, period - inPeriod);
  }

  /** The patch of an image, its grey values changed. */
  Tensor image(Tensor image) {
    Tensor patch = places.image(image);
    if (greys.brightness == 0 && greys.contrast == 1 && greys.noise == 0) {
      return patch;
    }
    float[] values = patch.toArray();
    changeGreys(values);
    return Tensor.adopt(patch.shape(), values);
  }

  private void changeGreys(float[] patch) {
    double mean = 0;
    for (float value : patch) {
      mean += value / patch.length;
    }
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(greys.random);
    for (int i = 0; i < patch.length; i++) {
      double noise = greys.noise == 0 ? 0 : greys.noise * normal.sample();
      patch[i] = (float) (mean + greys.contrast * (patch[i] - mean) + greys.brightness + noise);
    }
  }

  /** The patch of a label map. */
  byte[] labels(byte[] labels, int sourceWidth) {
    return places.labels(labels, sourceWidth);
  }
}
