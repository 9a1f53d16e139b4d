package org.pigdiffusion.data;

import java.util.Set;
import java.util.TreeSet;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Background and lesion; a tolerance of 0 means exactly two levels. */
record BinaryMask(double threshold, double tolerance, MaskSamples samples) implements MaskEncoding {
  /** More levels than this are hardly classes. */
  private static final int MOST_CLASSES = 32;

  private static final int FEW_LEVELS = 8;

  /** Pixels farther from black and white than this are hardly blur. */
  private static final double MOST_BLUR = 0.2;

  /** A mask with soft edges has more pixels than others that are no farther from these. */
  private static final double SHARP = 0.05;

  BinaryMask {
    if (!(threshold > 0 && threshold < 1)) {
      throw new IllegalArgumentException("threshold: expected in (0,1), found " + threshold);
    }
    if (!(tolerance >= 0 && tolerance <= 0.5)) {
      throw new IllegalArgumentException("tolerance: expected in [0,0.5], found " + tolerance);
    }
  }

  @Override
  public MaskEncoding from(MaskSamples newSamples) {
    return new BinaryMask(threshold, tolerance, newSamples);
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
          "mask: expected 0 and one other level, found %d levels, such as %s; %s"
              .formatted(
                  levels.size(),
                  levels.stream().limit(5).toList(),
                  levels.size() <= MOST_CLASSES
                      ? "if these are classes, use MaskEncoding.classes; if they are blur, "
                          + forBlur(mask, values)
                      : "if JPEG or smoothing blurred it, " + forBlur(mask, values)));
    }
    return LabelMap.of(mask.height(), mask.width(), labels);
  }

  /** The encoding that reads this mask for all its grey; of much grey, a question first. */
  private static String forBlur(PixelGrid mask, float[] values) {
    double farthest = 0;
    int sharp = 0;
    for (float value : values) {
      double unit = unit(mask, value);
      double distance = Math.min(unit, 1 - unit);
      farthest = Math.max(farthest, distance);
      sharp += distance < SHARP ? 1 : 0;
    }
    String reads =
        "MaskEncoding.nearlyBinary(0.5, %s) reads it".formatted(Math.ceil(farthest * 100) / 100);
    if (farthest <= MOST_BLUR) {
      return reads;
    }
    String question = "is this an image, exchanged with its mask?";
    return 2 * sharp < values.length
        ? question
        : question + " If it is a mask with soft edges, " + reads;
  }

  private LabelMap near(PixelGrid mask, float[] values) {
    int[] labels = new int[values.length];
    int grey = 0;
    int lesion = 0;
    for (int i = 0; i < values.length; i++) {
      double unit = unit(mask, values[i]);
      labels[i] = unit > threshold ? 1 : 0;
      lesion += labels[i];
      grey += unit > tolerance && unit < 1 - tolerance ? 1 : 0;
    }
    if (grey > 0) {
      throw new IllegalArgumentException(
          "mask: expected black and white within %s of the full range, found %d grey pixels of %d; %s"
              .formatted(tolerance, grey, values.length, forBlur(mask, values)));
    }
    if (lesion == 0) {
      requireNoDarkLesion(values);
    }
    return LabelMap.of(mask.height(), mask.width(), labels);
  }

  /** Refuses 0 and few other levels so dark that they would all count as black. */
  private static void requireNoDarkLesion(float[] values) {
    Set<Float> levels = new TreeSet<>();
    for (float value : values) {
      levels.add(value);
    }
    if (levels.size() > 1 && levels.size() <= FEW_LEVELS && levels.contains(0f)) {
      throw new IllegalArgumentException(
          "mask: expected black and white, found the dark levels %s only; MaskEncoding.binary()"
                  .formatted(levels)
              + " reads two such levels, MaskEncoding.classes more");
    }
  }

  /** Where in the file's full range a value lies, from 0 to 1. */
  private static double unit(PixelGrid mask, float value) {
    return (value - mask.nominal().low()) / (mask.nominal().high() - mask.nominal().low());
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
