package org.pigdiffusion.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.Weights;

/**
 * Values in and out of the engine's memory, for who computes on it a network of another kind than
 * the library's. An upload belongs to the manager that it is given, and is freed when that closes.
 */
public final class NativeMemory {
  private static final int ALIGNMENT = 64;

  private NativeMemory() {}

  /**
   * A direct buffer for floats, which the engine reads in place. Aligned as the engine aligns its
   * own memory: the sums of a matrix product may be formed in another order elsewhere, and a
   * resumed run must not depend on where the JVM finds memory.
   */
  static ByteBuffer buffer(int values) {
    int bytes = Math.multiplyExact(values, Float.BYTES);
    // A slice is aligned at both ends: up to one alignment is lost at each.
    return ByteBuffer.allocateDirect(Math.addExact(bytes, 2 * ALIGNMENT))
        .alignedSlice(ALIGNMENT)
        .limit(bytes)
        .order(ByteOrder.nativeOrder());
  }

  /** A copy of a tensor, {@code [n,c,h,w]}. */
  public static NDArray upload(NDManager manager, Tensor tensor) {
    Shape shape = tensor.shape();
    // The array reads this buffer, which the manager keeps until it closes.
    ByteBuffer buffer = buffer(shape.size());
    tensor.copyTo(buffer.asFloatBuffer());
    return manager.create(buffer, shape(shape), DataType.FLOAT32);
  }

  /** A copy of an array. */
  public static NDArray upload(NDManager manager, Weights.Array array) {
    ByteBuffer buffer = buffer(array.size());
    buffer.asFloatBuffer().put(array.buffer());
    long[] dimensions = array.dimensions().stream().mapToLong(Integer::longValue).toArray();
    return manager.create(buffer, new ai.djl.ndarray.types.Shape(dimensions), DataType.FLOAT32);
  }

  /** Copies of arrays, by the same names and in the same order. */
  public static Map<String, NDArray> upload(NDManager manager, Map<String, Weights.Array> arrays) {
    Map<String, NDArray> uploaded = new LinkedHashMap<>();
    arrays.forEach((name, array) -> uploaded.put(name, upload(manager, array)));
    return uploaded;
  }

  /** As {@link #upload}; a condition without channels becomes an array that nobody reads. */
  static NDArray uploadCondition(NDManager manager, Tensor condition) {
    return condition.shape().channels() == 0
        ? manager.zeros(new ai.djl.ndarray.types.Shape(1))
        : upload(manager, condition);
  }

  /**
   * A copy of an array, {@code [n,c,h,w]}.
   *
   * @throws IllegalArgumentException if it has not four dimensions
   */
  public static Tensor download(NDArray array) {
    ai.djl.ndarray.types.Shape shape = array.getShape();
    if (shape.dimension() != 4) {
      throw new IllegalArgumentException("array: expected four dimensions, found " + shape);
    }
    return Tensor.adopt(
        new Shape(
            Math.toIntExact(shape.get(0)),
            Math.toIntExact(shape.get(1)),
            Math.toIntExact(shape.get(2)),
            Math.toIntExact(shape.get(3))),
        array.toFloatArray());
  }

  static Tensor download(NDArray array, Shape expected) {
    if (!array.getShape().equals(shape(expected))) {
      throw new IllegalStateException(
          "output: expected shape " + expected + ", found " + array.getShape());
    }
    return download(array);
  }

  private static ai.djl.ndarray.types.Shape shape(Shape shape) {
    return new ai.djl.ndarray.types.Shape(
        shape.batch(), shape.channels(), shape.height(), shape.width());
  }
}
