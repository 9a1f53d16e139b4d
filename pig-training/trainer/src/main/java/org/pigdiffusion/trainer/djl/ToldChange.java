package org.pigdiffusion.trainer.djl;

import com.google.common.primitives.Doubles;
import com.google.common.primitives.Floats;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.ToldAugmentation;
import org.pigdiffusion.trainer.djl.internal.PixelPlaces;

/**
 * One draw of a {@link ToldAugmentation}: what is done to a pair, and what the network is told of
 * it. All is 0 where nothing is changed. The formulas are those of Karras et al. 2022.
 *
 * @param zoom logarithm of the enlargement, in units of its deviation
 * @param angle of the rotation, clockwise, in radians
 * @param stretch logarithm of the stretch along an axis, in units of its deviation
 * @param axis angle of that axis, in radians
 * @param right translation, in units of its deviation
 * @param down translation, in units of its deviation
 * @param brightness what is added, in units of its deviation
 * @param contrast logarithm of the factor, in units of its deviation
 */
record ToldChange(
    double zoom,
    double angle,
    double stretch,
    double axis,
    double right,
    double down,
    double brightness,
    double contrast) {
  /** How many numbers tell of a change. */
  static final int LABELS = 9;

  static final ToldChange NONE = new ToldChange(0, 0, 0, 0, 0, 0, 0, 0);

  /** Deviations: of logarithms to base 2, of a share of the side, of grey values. */
  private static final double ZOOM = 0.2;

  private static final double STRETCH = 0.2;
  private static final double AXIS_TURNS = 0.5;
  private static final double TRANSLATION = 0.125;
  private static final double BRIGHTNESS = 0.2;
  private static final double CONTRAST = 0.5;

  /** Draws as many numbers whatever is changed. */
  static ToldChange draw(ToldAugmentation how, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double zoom = some(how.geometry(), normal.sample(), random);
    double angle = some(how.geometry(), angle(random), random);
    double stretch = some(how.geometry(), normal.sample(), random);
    double axis = some(AXIS_TURNS, angle(random), random);
    double right = normal.sample();
    double down = normal.sample();
    boolean translated = random.nextDouble() < how.geometry();
    double brightness = some(how.greys(), normal.sample(), random);
    double contrast = some(how.greys(), normal.sample(), random);
    return new ToldChange(
        zoom,
        angle,
        stretch,
        stretch == 0 ? 0 : axis,
        translated ? right : 0,
        translated ? down : 0,
        brightness,
        contrast);
  }

  /** A value with a probability, else 0. */
  private static double some(double probability, double value, UniformRandomProvider random) {
    return random.nextDouble() < probability ? value : 0;
  }

  private static double angle(UniformRandomProvider random) {
    return random.nextDouble(-Math.PI, Math.PI);
  }

  /** What the network is told. */
  float[] label() {
    return Floats.toArray(
        Doubles.asList(
            zoom,
            Math.cos(angle) - 1,
            Math.sin(angle),
            stretch * Math.cos(axis),
            stretch * Math.sin(axis),
            right,
            down,
            brightness,
            contrast));
  }

  /** The changed pair: the geometry of both images, the grey values of y alone. */
  PairExample of(PairExample pair) {
    if (zoom == 0 && angle == 0 && stretch == 0 && right == 0 && down == 0) {
      return new PairExample(pair.name(), pair.group(), pair.x(), greys(pair.y()));
    }
    PixelPlaces places = places(pair.x().shape());
    return new PairExample(
        pair.name(), pair.group(), places.image(pair.x()), greys(places.image(pair.y())));
  }

  private PixelPlaces places(Shape shape) {
    double[] back = back();
    double centreColumn = (shape.width() - 1) / 2.0;
    double centreRow = (shape.height() - 1) / 2.0;
    double[] columns = new double[shape.planeSize()];
    double[] rows = new double[shape.planeSize()];
    for (int i = 0; i < rows.length; i++) {
      int row = i / shape.width();
      double u = i % shape.width() - centreColumn - right * TRANSLATION * shape.width();
      double v = row - centreRow - down * TRANSLATION * shape.height();
      columns[i] = inside(centreColumn + back[0] * u + back[1] * v, shape.width());
      rows[i] = inside(centreRow + back[2] * u + back[3] * v, shape.height());
    }
    return PixelPlaces.adopt(shape.height(), shape.width(), rows, columns);
  }

  /** The matrix from a new place back to the old one: stretch undone, turned back, shrunk. */
  private double[] back() {
    double along = Math.pow(2, -STRETCH * stretch);
    double c = Math.cos(axis);
    double s = Math.sin(axis);
    double uu = along * c * c + s * s / along;
    double uv = (along - 1 / along) * c * s;
    double vv = along * s * s + c * c / along;
    double shrink = Math.pow(2, -ZOOM * zoom);
    double cos = shrink * Math.cos(angle);
    double sin = shrink * Math.sin(angle);
    return new double[] {
      cos * uu + sin * uv, cos * uv + sin * vv, cos * uv - sin * uu, cos * vv - sin * uv
    };
  }

  /** What is outside is the border. */
  private static double inside(double place, int length) {
    return Math.min(Math.max(place, 0), length - 1.0);
  }

  private Tensor greys(Tensor image) {
    if (brightness == 0 && contrast == 0) {
      return image;
    }
    double factor = Math.pow(2, CONTRAST * contrast);
    return image.map(value -> factor * (value + BRIGHTNESS * brightness));
  }
}
