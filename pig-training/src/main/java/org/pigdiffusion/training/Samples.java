package org.pigdiffusion.training;

import java.nio.FloatBuffer;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Arithmetic with coefficients that differ from sample to sample of a batch. */
final class Samples {
  private Samples() {}

  /** {@code a[n] x[n] + b[n] y[n]} for every sample n. */
  static Tensor combine(double[] a, Tensor x, double[] b, Tensor y) {
    y.requireShape("y", x.shape());
    FloatBuffer xs = x.buffer();
    FloatBuffer ys = y.buffer();
    float[] values = new float[x.shape().size()];
    int size = x.shape().imageSize();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (a[i / size] * xs.get(i) + b[i / size] * ys.get(i));
    }
    return Tensor.adopt(x.shape(), values);
  }

  /** A tensor whose sample n is filled with one value. */
  static Tensor constant(Shape shape, double[] ofSample) {
    float[] values = new float[shape.size()];
    int size = shape.imageSize();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ofSample[i / size];
    }
    return Tensor.adopt(shape, values);
  }
}
