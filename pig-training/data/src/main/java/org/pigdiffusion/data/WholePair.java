package org.pigdiffusion.data;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;

/**
 * An image and its mask at their own size, of which crops are shown to a network.
 *
 * @param image in [-1, 1]
 * @param labels of the image's size
 * @param diameter of the lesions in pixels, see {@link RandomCrop#lesionDiameter}; 0 without any
 * @param lesionPixels pixels that are not background
 */
record WholePair(
    String name,
    String group,
    PixelGrid image,
    LabelMap labels,
    double diameter,
    int lesionPixels) {
  private static final IntensityRange UNIT = new IntensityRange(-1, 1);

  static WholePair of(
      String name, String group, PixelGrid image, LabelMap labels, Preprocessing preprocessing) {
    Region kept = new PreprocessingSteps(preprocessing).kept(image, labels);
    if (kept.height() < preprocessing.height() || kept.width() < preprocessing.width()) {
      throw new UnusablePairException(
          DataFault.Kind.TOO_SMALL,
          "expected at least %dx%d to cut crops from, found %dx%d"
              .formatted(
                  preprocessing.height(), preprocessing.width(), kept.height(), kept.width()));
    }
    LabelMap ofKept = labels.crop(kept);
    PixelGrid scaled = scaled(image.crop(kept).as(preprocessing.channels()), preprocessing);
    return new WholePair(name, group, scaled, ofKept, diameter(ofKept), ofKept.lesionPixels());
  }

  private static PixelGrid scaled(PixelGrid image, Preprocessing preprocessing) {
    try {
      IntensityRange range = preprocessing.intensity().range(image);
      float[] values = image.toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] = range.scale(values[i]);
      }
      return PixelGrid.adopt(image.channels(), image.height(), image.width(), UNIT, values);
    } catch (IllegalArgumentException e) {
      throw new UnusablePairException(
          DataFault.Kind.BLANK_IMAGE, "after cropping: " + e.getMessage());
    }
  }

  private static double diameter(LabelMap labels) {
    boolean[] first = new boolean[labels.height() * labels.width()];
    for (int i = 0; i < first.length; i++) {
      first[i] = labels.at(i / labels.width(), i % labels.width()) == 1;
    }
    List<Integer> areas =
        ConnectedComponents.of(first, labels.height(), labels.width()).all().stream()
            .map(ConnectedComponents.Component::pixels)
            .sorted()
            .toList();
    return areas.isEmpty() ? 0 : 2 * Math.sqrt(areas.get(areas.size() / 2) / Math.PI);
  }

  /** Draws the part of this pair that a crop of the given size shows. */
  Region region(RandomCrop rule, int height, int width, UniformRandomProvider random) {
    double share = random.nextDouble();
    double zoom = rule.leastZoom() * Math.pow(rule.mostZoom() / rule.leastZoom(), share);
    if (rule.lesionDiameter().isPresent() && diameter > 0) {
      zoom *= rule.lesionDiameter().getAsDouble() / diameter;
    }
    zoom = Math.max(zoom, (double) height / image.height());
    zoom = Math.max(zoom, (double) width / image.width());
    int rows = side(height / zoom, image.height());
    int columns = side(width / zoom, image.width());
    if (!rule.onLesions() || lesionPixels == 0) {
      int top = random.nextInt(image.height() - rows + 1);
      int left = random.nextInt(image.width() - columns + 1);
      return new Region(top, left, rows, columns);
    }
    int pixel = lesionPixel(random.nextInt(lesionPixels));
    int top = start(pixel / image.width(), rows, image.height(), random);
    int left = start(pixel % image.width(), columns, image.width(), random);
    return new Region(top, left, rows, columns);
  }

  private static int side(double wanted, int length) {
    return (int) Math.min(Math.max(Math.round(wanted), 1), length);
  }

  /** A start from which a span of this side holds the pixel, and the picture holds the span. */
  private static int start(int pixel, int side, int length, UniformRandomProvider random) {
    int first = Math.max(0, pixel - side + 1);
    int last = Math.min(pixel, length - side);
    return first + random.nextInt(last - first + 1);
  }

  private int lesionPixel(int number) {
    int seen = -1;
    int pixel = -1;
    while (seen < number) {
      pixel++;
      seen += labels.at(pixel / labels.width(), pixel % labels.width()) != 0 ? 1 : 0;
    }
    return pixel;
  }

  /** The crop that shows a region. */
  PairExample crop(Region region, RandomCrop rule, Preprocessing preprocessing) {
    int height = preprocessing.height();
    int width = preprocessing.width();
    PixelGrid y = image.crop(region).resize(height, width);
    double zoom = (double) height / region.height();
    LabelMap x =
        ClassShares.resize(labels.crop(region), height, width, rule.lines(), Math.max(1, 1 / zoom))
            .withoutIslands(preprocessing.leastPatch());
    Shape shape = new Shape(1, y.channels(), height, width);
    return new PairExample(
        name, group, preprocessing.mask().tensor(x), Tensor.adopt(shape, y.toArray()));
  }
}
