package org.pigdiffusion.sampler;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Makes each pixel of each channel 1 or -1. */
record Binary(Threshold threshold) implements GuideTransform {

  Binary {
    requireNonNull(threshold, "threshold");
  }

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    Shape shape = cleanEstimate.shape();
    float[] values = cleanEstimate.toArray();
    for (int from = 0; from < values.length; from += shape.planeSize()) {
      int to = from + shape.planeSize();
      float bound = threshold.of(values, from, to);
      for (int i = from; i < to; i++) {
        values[i] = values[i] > bound ? 1 : -1;
      }
    }
    return Tensor.adopt(shape, values);
  }

  @Override
  public void requireFits(int channels) {
    requireOneChannel(this, channels, "classes(" + channels + ")");
  }

  /** Thresholds of channels that are classes would give a pixel to several, or to none. */
  static void requireOneChannel(GuideTransform transform, int channels, String remedy) {
    if (channels != 1) {
      throw new IllegalArgumentException(
          "%s: expected a guide of 1 channel, found %d channels; where each channel is a class,"
                  .formatted(transform.description(), channels)
              + " take "
              + remedy);
    }
  }

  @Override
  public String description() {
    return "binary(%s,%s)".formatted(Ascii.toLowerCase(threshold.kind().name()), threshold.value());
  }

  @Override
  public String toString() {
    return description();
  }
}
