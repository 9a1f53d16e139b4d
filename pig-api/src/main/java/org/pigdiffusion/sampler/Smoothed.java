package org.pigdiffusion.sampler;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** A moving average before another transform; pixels beyond the border do not count. */
record Smoothed(int size, GuideTransform then) implements GuideTransform {

  Smoothed {
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException("size: expected an odd number from 1, found " + size);
    }
  }

  @Override
  public Tensor apply(Tensor cleanEstimate) {
    Shape shape = cleanEstimate.shape();
    float[] values = cleanEstimate.toArray();
    float[] averaged = new float[values.length];
    for (int from = 0; from < values.length; from += shape.planeSize()) {
      average(values, averaged, from, shape.height(), shape.width());
    }
    return then.apply(Tensor.adopt(shape, averaged));
  }

  private void average(float[] values, float[] averaged, int from, int height, int width) {
    int reach = size / 2;
    for (int y = 0; y < height; y++) {
      int top = Math.max(0, y - reach);
      int bottom = Math.min(height - 1, y + reach);
      for (int x = 0; x < width; x++) {
        int left = Math.max(0, x - reach);
        int right = Math.min(width - 1, x + reach);
        double sum = 0;
        for (int v = top; v <= bottom; v++) {
          for (int u = left; u <= right; u++) {
            sum += values[from + v * width + u];
          }
        }
        averaged[from + y * width + x] = (float) (sum / ((bottom - top + 1) * (right - left + 1)));
      }
    }
  }

  @Override
  public void requireFits(int channels) {
    then.requireFits(channels);
  }

  @Override
  public String description() {
    return "smoothed(%d,%s)".formatted(size, then.description());
  }

  @Override
  public String toString() {
    return description();
  }
}
