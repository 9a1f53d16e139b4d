package org.pigdiffusion;

import static java.util.Objects.checkIndex;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * An immutable batch of images: float32 values in NCHW order.
 *
 * <p>Two tensors are equal when shapes and all bits of the values are. Immutable, hence safe to
 * share between threads.
 */
public final class Tensor {
  private final Shape shape;
  private final float[] values;

  private Tensor(Shape shape, float[] values) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "values: expected %d for shape %s, found %d"
              .formatted(shape.size(), shape, values.length));
    }
    this.shape = shape;
    this.values = values;
  }

  /** A tensor with a copy of the given values, in NCHW order. */
  public static Tensor of(Shape shape, float... values) {
    return new Tensor(shape, values.clone());
  }

  /**
   * A tensor that takes over the given array without a copy. The caller must not touch the array
   * again: writing to it would change a value that everybody else believes immutable.
   */
  public static Tensor adopt(Shape shape, float[] values) {
    return new Tensor(shape, values);
  }

  /** A tensor filled with zeros. */
  public static Tensor zeros(Shape shape) {
    return new Tensor(shape, new float[shape.size()]);
  }

  /** A tensor of which every value is the given one. */
  public static Tensor filled(Shape shape, float value) {
    float[] values = new float[shape.size()];
    Arrays.fill(values, value);
    return new Tensor(shape, values);
  }

  /**
   * Joins tensors along the batch axis.
   *
   * @param parts at least one tensor, all of the same channels, height and width
   */
  public static Tensor concatBatch(List<Tensor> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("parts: expected at least one tensor, found none");
    }
    Shape first = parts.get(0).shape;
    long batch = 0;
    for (Tensor part : parts) {
      part.requireShape("parts", first.withBatch(part.shape.batch()));
      batch += part.shape.batch();
    }
    if (batch > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "parts: expected at most %d images, found %d".formatted(Integer.MAX_VALUE, batch));
    }
    Shape joined = first.withBatch((int) batch);
    float[] values = new float[joined.size()];
    int at = 0;
    for (Tensor part : parts) {
      System.arraycopy(part.values, 0, values, at, part.values.length);
      at += part.values.length;
    }
    return new Tensor(joined, values);
  }

  /** The linear combination {@code a x + b y}, each product and sum in double, stored as float. */
  public static Tensor combine(double a, Tensor x, double b, Tensor y) {
    y.requireShape("y", x.shape);
    float[] values = new float[x.values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (a * x.values[i] + b * y.values[i]);
    }
    return new Tensor(x.shape, values);
  }

  /**
   * The linear combination {@code a[n] x[n] + b[n] y[n]} of each image n, computed as by {@link
   * #combine(double, Tensor, double, Tensor)}.
   *
   * @param a a factor for each image of x
   * @param b a factor for each image of y
   */
  public static Tensor combine(double[] a, Tensor x, double[] b, Tensor y) {
    y.requireShape("y", x.shape);
    int images = x.shape.batch();
    if (a.length != images || b.length != images) {
      throw new IllegalArgumentException(
          "factors: expected one for each of %d images, found %d and %d"
              .formatted(images, a.length, b.length));
    }
    int size = x.shape.imageSize();
    float[] values = new float[x.values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (a[i / size] * x.values[i] + b[i / size] * y.values[i]);
    }
    return new Tensor(x.shape, values);
  }

  /**
   * The linear combination of any number of tensors, summed in double in their order, stored as
   * float.
   *
   * @param factors one for each tensor
   * @param tensors at least one, all of one shape
   */
  public static Tensor combine(double[] factors, List<Tensor> tensors) {
    if (tensors.isEmpty() || factors.length != tensors.size()) {
      throw new IllegalArgumentException(
          "factors: expected one for each of at least one tensor, found %d for %d tensors"
              .formatted(factors.length, tensors.size()));
    }
    Shape shape = tensors.get(0).shape;
    double[] sums = new double[shape.size()];
    for (int k = 0; k < factors.length; k++) {
      float[] values = tensors.get(k).requireShape("tensors[" + k + "]", shape).values;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += factors[k] * values[i];
      }
    }
    float[] result = new float[sums.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) sums[i];
    }
    return new Tensor(shape, result);
  }

  /** The shape. */
  public Shape shape() {
    return shape;
  }

  /** One value. */
  public float at(int n, int c, int y, int x) {
    if (n < 0
        || n >= shape.batch()
        || c < 0
        || c >= shape.channels()
        || y < 0
        || y >= shape.height()
        || x < 0
        || x >= shape.width()) {
      throw new IndexOutOfBoundsException(
          "index: expected within %s, found [%d,%d,%d,%d]".formatted(shape, n, c, y, x));
    }
    return values[((n * shape.channels() + c) * shape.height() + y) * shape.width() + x];
  }

  /** A read-only view of the values in NCHW order, positioned at the first. */
  public FloatBuffer buffer() {
    return FloatBuffer.wrap(values).asReadOnlyBuffer();
  }

  /** A copy of the values in NCHW order. */
  public float[] toArray() {
    return values.clone();
  }

  /** Copies all values to the buffer's position, in NCHW order, and advances it. */
  public void copyTo(FloatBuffer target) {
    target.put(values);
  }

  /**
   * A part of the batch.
   *
   * @param from first image, inclusive
   * @param to last image, exclusive, greater than {@code from}
   */
  public Tensor slice(int from, int to) {
    if (from < 0 || to <= from || to > shape.batch()) {
      throw new IndexOutOfBoundsException(
          "slice: expected 0 <= from < to <= %d, found [%d,%d)".formatted(shape.batch(), from, to));
    }
    if (from == 0 && to == shape.batch()) {
      return this;
    }
    int size = shape.imageSize();
    return new Tensor(
        shape.withBatch(to - from), Arrays.copyOfRange(values, from * size, to * size));
  }

  /**
   * The images at these places of the batch, in this order.
   *
   * @param images at least one, each in [0, batch); one may be named more than once
   */
  public Tensor select(int... images) {
    int size = shape.imageSize();
    float[] selected = new float[shape.withBatch(images.length).size()];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(
          values, checkIndex(images[i], shape.batch()) * size, selected, i * size, size);
    }
    return new Tensor(shape.withBatch(images.length), selected);
  }

  /** The tensor of {@code f(v)} for every value {@code v}. */
  public Tensor map(DoubleUnaryOperator f) {
    float[] mapped = new float[values.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = (float) f.applyAsDouble(values[i]);
    }
    return new Tensor(shape, mapped);
  }

  /** The tensor with every value clamped to the closed range. */
  public Tensor clamp(float low, float high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "range: expected low <= high, found [" + low + "," + high + "]");
    }
    float[] clamped = new float[values.length];
    for (int i = 0; i < clamped.length; i++) {
      clamped[i] = Math.min(Math.max(values[i], low), high);
    }
    return new Tensor(shape, clamped);
  }

  /** Whether every value is a finite number. */
  public boolean isFinite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns this tensor if it has the expected shape.
   *
   * @param argument the name by which the error message calls this tensor
   * @throws IllegalArgumentException if the shape differs
   */
  public Tensor requireShape(String argument, Shape expected) {
    if (!shape.equals(expected)) {
      throw new IllegalArgumentException(
          argument + ": expected shape " + expected + ", found " + shape);
    }
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && shape.equals(that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  /** The shape and the range of the values. */
  @Override
  public String toString() {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return values.length == 0
        ? "Tensor" + shape
        : "Tensor" + shape + " in [" + low + "," + high + "]";
  }
}
