package org.pigdiffusion.sampler;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Takes each pixel of each channel smoothly from -1 to 1 across the threshold. */
record SoftBinary(Threshold threshold, double width) implements GuideTransform {

  SoftBinary {
    requireNonNull(threshold, "threshold");
    requireWidth(width);
  }

  static void requireWidth(double width) {
    if (!(width > 0 && Double.isFinite(width))) {
      throw new IllegalArgumentException("width: expected a finite number above 0, found " + width);
    }
  }

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    Shape shape = cleanEstimate.shape();
    float[] values = cleanEstimate.toArray();
    for (int from = 0; from < values.length; from += shape.planeSize()) {
      int to = from + shape.planeSize();
      double bound = threshold.of(values, from, to);
      for (int i = from; i < to; i++) {
        values[i] = (float) Math.tanh((values[i] - bound) / width);
      }
    }
    return Tensor.adopt(shape, values);
  }

  @Override
  public void requireFits(int channels) {
    Binary.requireOneChannel(this, channels, "softClasses(%d,%s)".formatted(channels, width));
  }

  @Override
  public String description() {
    return "softBinary(%s,%s,%s)"
        .formatted(Ascii.toLowerCase(threshold.kind().name()), threshold.value(), width);
  }

  @Override
  public String toString() {
    return description();
  }
}
