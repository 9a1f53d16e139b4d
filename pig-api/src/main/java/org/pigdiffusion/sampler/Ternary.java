package org.pigdiffusion.sampler;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Makes each pixel of each channel -1, 0 or 1, at two thresholds. */
record Ternary(Threshold lower, Threshold upper) implements GuideTransform {

  Ternary {
    requireNonNull(lower, "lower");
    requireNonNull(upper, "upper");
    if (lower.kind() != upper.kind() || !(lower.value() < upper.value())) {
      throw new IllegalArgumentException(
          "thresholds: expected two of one kind, the lower first, found %s and %s"
              .formatted(lower, upper));
    }
  }

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    Shape shape = cleanEstimate.shape();
    float[] values = cleanEstimate.toArray();
    for (int from = 0; from < values.length; from += shape.planeSize()) {
      int to = from + shape.planeSize();
      float low = lower.of(values, from, to);
      float high = upper.of(values, from, to);
      for (int i = from; i < to; i++) {
        values[i] = values[i] > high ? 1 : values[i] < low ? -1 : 0;
      }
    }
    return Tensor.adopt(shape, values);
  }

  @Override
  public void requireFits(int channels) {
    Binary.requireOneChannel(this, channels, "classes(" + channels + ")");
  }

  @Override
  public String description() {
    return "ternary(%s,%s,%s)"
        .formatted(Ascii.toLowerCase(lower.kind().name()), lower.value(), upper.value());
  }

  @Override
  public String toString() {
    return description();
  }
}
