package org.pigdiffusion.sampler;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Takes each pixel smoothly from one of K classes to another. */
record SoftClasses(int count, double width) implements GuideTransform {

  SoftClasses {
    Classes.requireCount(count);
    SoftBinary.requireWidth(width);
  }

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    if (Classes.inOneChannel(cleanEstimate, count)) {
      return cleanEstimate.map(this::level);
    }
    Shape shape = cleanEstimate.shape();
    float[] values = cleanEstimate.toArray();
    int plane = shape.planeSize();
    for (int n = 0; n < shape.batch(); n++) {
      for (int p = 0; p < plane; p++) {
        softmax(values, n * shape.imageSize() + p, plane);
      }
    }
    return Tensor.adopt(shape, values);
  }

  /** A smooth stair: one step across each bound between two levels. */
  private double level(double value) {
    double sum = 0;
    for (int k = 1; k < count; k++) {
      double bound = (2.0 * k - count) / (count - 1);
      sum += Math.tanh((value - bound) / width);
    }
    return sum / (count - 1);
  }

  /** With two channels, tanh of their difference by the width. */
  private void softmax(float[] values, int first, int stride) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < count; c++) {
      greatest = Math.max(greatest, values[first + c * stride]);
    }
    double sum = 0;
    for (int c = 0; c < count; c++) {
      sum += Math.exp(2 * (values[first + c * stride] - greatest) / width);
    }
    for (int c = 0; c < count; c++) {
      int at = first + c * stride;
      values[at] = (float) (2 * Math.exp(2 * (values[at] - greatest) / width) / sum - 1);
    }
  }

  @Override
  public void requireFits(int channels) {
    Classes.requireChannels(this, count, channels, "softClasses(%d,%s)".formatted(channels, width));
  }

  @Override
  public String description() {
    return "softClasses(" + count + "," + width + ")";
  }

  @Override
  public String toString() {
    return description();
  }
}
