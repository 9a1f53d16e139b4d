package org.pigdiffusion.training.data;

import java.util.Set;
import java.util.TreeSet;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Background and lesion; a tolerance of 0 means exactly two levels. */
record BinaryMask(double threshold, double tolerance) implements MaskEncoding {
  BinaryMask {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException("threshold: expected in (0,1), found " + threshold);
    }
    if (!(tolerance >= 0 && tolerance <= 0.5)) {
      throw new IllegalArgumentException("tolerance: expected in [0,0.5], found " + tolerance);
    }
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public LabelMap labels(PixelGrid mask) {
    float[] values = MaskGreys.of(mask);
    return tolerance == 0 ? exact(mask, values) : near(mask, values);
  }

  private static LabelMap exact(PixelGrid mask, float[] values) {
    Set<Float> levels = new TreeSet<>();
    int[] labels = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      labels[i] = values[i] == 0 ? 0 : 1;
      levels.add(values[i]);
    }
    if (levels.size() > 2 || (levels.size() == 2 && !levels.contains(0f))) {
      throw new IllegalArgumentException(
          "mask: expected 0 and one other level, found %d levels, such as %s"
              .formatted(levels.size(), levels.stream().limit(5).toList()));
    }
    return LabelMap.of(mask.height(), mask.width(), labels);
  }

  private LabelMap near(PixelGrid mask, float[] values) {
    IntensityRange range = mask.nominal();
    int[] labels = new int[values.length];
    int grey = 0;
    for (int i = 0; i < values.length; i++) {
      double unit = (values[i] - range.low()) / (range.high() - range.low());
      labels[i] = unit > threshold ? 1 : 0;
      grey += unit > tolerance && unit < 1 - tolerance ? 1 : 0;
    }
    if (grey > 0) {
      throw new IllegalArgumentException(
          "mask: expected black and white within %s of the full range, found %d grey pixels of %d"
              .formatted(tolerance, grey, values.length));
    }
    return LabelMap.of(mask.height(), mask.width(), labels);
  }

  @Override
  public Tensor tensor(LabelMap labels) {
    float[] values = new float[labels.height() * labels.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = labels.at(i / labels.width(), i % labels.width()) == 0 ? -1 : 1;
    }
    return Tensor.adopt(new Shape(1, 1, labels.height(), labels.width()), values);
  }
}
