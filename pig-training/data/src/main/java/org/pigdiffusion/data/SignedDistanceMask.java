package org.pigdiffusion.data;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Another encoding, in which a clamped signed distance takes the place of the step. */
record SignedDistanceMask(MaskEncoding step, double reach) implements MaskEncoding {
  private static final double GREATEST_REACH = 64;

  SignedDistanceMask {
    if (!(reach >= 0.5 && reach <= GREATEST_REACH)) {
      throw new IllegalArgumentException(
          "reach: expected pixels in [0.5,%s], found %s".formatted(GREATEST_REACH, reach));
    }
    if (step instanceof SignedDistanceMask) {
      throw new IllegalArgumentException(
          "expected an encoding with a step, found one that is a signed distance already");
    }
  }

  @Override
  public int channels() {
    return step.channels();
  }

  @Override
  public MaskSamples samples() {
    return step.samples();
  }

  @Override
  public MaskEncoding from(MaskSamples samples) {
    return new SignedDistanceMask(step.from(samples), reach);
  }

  @Override
  public LabelMap labels(PixelGrid mask) {
    return step.labels(mask);
  }

  @Override
  public Tensor tensor(LabelMap labels) {
    Tensor steps = step.tensor(labels);
    Shape shape = steps.shape();
    float[] inside = steps.toArray();
    float[] values = new float[inside.length];
    for (int c = 0; c < shape.channels(); c++) {
      for (int row = 0; row < shape.height(); row++) {
        for (int column = 0; column < shape.width(); column++) {
          int at = c * shape.planeSize() + row * shape.width() + column;
          double share = Math.min(1, distance(inside, shape, at, row, column) / reach);
          values[at] = (float) (inside[at] * share);
        }
      }
    }
    return Tensor.adopt(shape, values);
  }

  /**
   * Pixels from the centre of a pixel to the border, which lies half a pixel before the centre of
   * the nearest one on the other side; infinite if that is out of reach.
   */
  private double distance(float[] inside, Shape shape, int at, int row, int column) {
    int radius = (int) Math.ceil(reach + 0.5);
    int nearest = Integer.MAX_VALUE;
    int plane = at - row * shape.width() - column;
    for (int y = Math.max(0, row - radius); y <= Math.min(shape.height() - 1, row + radius); y++) {
      int start = plane + y * shape.width();
      for (int x = Math.max(0, column - radius);
          x <= Math.min(shape.width() - 1, column + radius);
          x++) {
        int squared = (y - row) * (y - row) + (x - column) * (x - column);
        if (squared < nearest && inside[start + x] != inside[at]) {
          nearest = squared;
        }
      }
    }
    return nearest == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : Math.sqrt(nearest) - 0.5;
  }
}
