package org.pigdiffusion.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Values in and out of native memory. */
final class NativeMemory {
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

  /** The array reads the buffer made here, which the manager keeps until it closes. */
  static NDArray upload(NDManager manager, Tensor tensor) {
    Shape shape = tensor.shape();
    ByteBuffer buffer = buffer(shape.size());
    tensor.copyTo(buffer.asFloatBuffer());
    return manager.create(buffer, shape(shape), DataType.FLOAT32);
  }

  /** As {@link #upload}; a condition without channels becomes an array that nobody reads. */
  static NDArray uploadCondition(NDManager manager, Tensor condition) {
    return condition.shape().channels() == 0
        ? manager.zeros(new ai.djl.ndarray.types.Shape(1))
        : upload(manager, condition);
  }

  static Tensor download(NDArray array, Shape expected) {
    if (!array.getShape().equals(shape(expected))) {
      throw new IllegalStateException(
          "output: expected shape " + expected + ", found " + array.getShape());
    }
    return Tensor.adopt(expected, array.toFloatArray());
  }

  private static ai.djl.ndarray.types.Shape shape(Shape shape) {
    return new ai.djl.ndarray.types.Shape(
        shape.batch(), shape.channels(), shape.height(), shape.width());
  }
}
