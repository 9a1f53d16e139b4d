package org.pigdiffusion.segmentation;

import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * One draw of an augmentation: where each pixel of a patch comes from, and what becomes of the grey
 * values. The same for image and mask.
 */
final class Warp {
  /** Points along each axis at which an elastic displacement is drawn. */
  private static final int KNOTS = 5;

  private final int height;
  private final int width;
  private final double[] rows;
  private final double[] columns;
  private final Greys greys;

  /** What becomes of grey values; the noise is drawn pixel by pixel. */
  private record Greys(
      double brightness, double contrast, double noise, UniformRandomProvider random) {}

  private Warp(int height, int width, Greys greys) {
    this.height = height;
    this.width = width;
    this.rows = new double[height * width];
    this.columns = new double[height * width];
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
    Warp warp = new Warp(height, width, greys(settings, random));
    for (int i = 0; i < height * width; i++) {
      int row = i / width;
      int column = i % width;
      double v = row - (height - 1) / 2.0 + warp.displacement(knots[0], i);
      double u = column - (width - 1) / 2.0 + warp.displacement(knots[1], i);
      warp.rows[i] = mirrored(top + turn[0] * v + turn[1] * u, source.height());
      warp.columns[i] = mirrored(left + turn[2] * v + turn[3] * u, source.width());
    }
    return warp;
  }

  /** The matrix from places in the patch to places in the image, about their centres. */
  private static double[] turn(SegmentationAugmentation settings, UniformRandomProvider random) {
    double angle = Math.toRadians(settings.rotation() * symmetric(random));
    double step = Math.exp(-Math.log(settings.zoom()) * symmetric(random));
    double flipRows = settings.flips() && random.nextBoolean() ? -step : step;
    double flipColumns = settings.flips() && random.nextBoolean() ? -step : step;
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
  private double displacement(double[] knots, int pixel) {
    double row = knot(pixel / width, height);
    double column = knot(pixel % width, width);
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
    Shape shape = image.shape();
    FloatBuffer source = image.buffer();
    float[] patch = new float[shape.channels() * height * width];
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int i = 0; i < height * width; i++) {
        patch[channel * height * width + i] =
            interpolated(source, channel * shape.planeSize(), shape, rows[i], columns[i]);
      }
    }
    changeGreys(patch);
    return Tensor.adopt(new Shape(1, shape.channels(), height, width), patch);
  }

  private static float interpolated(
      FloatBuffer source, int plane, Shape shape, double row, double column) {
    int r = (int) row;
    int c = (int) column;
    int below = Math.min(r + 1, shape.height() - 1);
    int right = Math.min(c + 1, shape.width() - 1);
    double v = row - r;
    double u = column - c;
    double upper =
        (1 - u) * source.get(plane + r * shape.width() + c)
            + u * source.get(plane + r * shape.width() + right);
    double lower =
        (1 - u) * source.get(plane + below * shape.width() + c)
            + u * source.get(plane + below * shape.width() + right);
    return (float) ((1 - v) * upper + v * lower);
  }

  private void changeGreys(float[] patch) {
    if (greys.brightness == 0 && greys.contrast == 1 && greys.noise == 0) {
      return;
    }
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

  /** The patch of a label map: for each pixel the label of the nearest. */
  byte[] labels(byte[] labels, int sourceWidth) {
    byte[] patch = new byte[height * width];
    for (int i = 0; i < patch.length; i++) {
      int row = (int) (rows[i] + 0.5);
      int column = (int) (columns[i] + 0.5);
      patch[i] = labels[row * sourceWidth + column];
    }
    return patch;
  }
}
