package org.pigdiffusion.data;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.internal.DistanceMap;

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

  /** The border lies half a pixel before the centre of the nearest pixel on the other side. */
  @Override
  public Tensor tensor(LabelMap labels) {
    Tensor steps = step.tensor(labels);
    Shape shape = steps.shape();
    float[] values = steps.toArray();
    for (int from = 0; from < values.length; from += shape.planeSize()) {
      DistanceMap toInside = distances(values, from, shape, true);
      DistanceMap toOutside = distances(values, from, shape, false);
      for (int i = 0; i < shape.planeSize(); i++) {
        boolean inside = values[from + i] > 0;
        double distance = (inside ? toOutside : toInside).at(i) - 0.5;
        values[from + i] *= (float) Math.min(1, distance / reach);
      }
    }
    return Tensor.adopt(shape, values);
  }

  private static DistanceMap distances(float[] steps, int from, Shape shape, boolean toInside) {
    boolean[] marked = new boolean[shape.planeSize()];
    for (int i = 0; i < marked.length; i++) {
      marked[i] = steps[from + i] > 0 == toInside;
    }
    return DistanceMap.ofPixels(marked, shape.height(), shape.width());
  }
}
