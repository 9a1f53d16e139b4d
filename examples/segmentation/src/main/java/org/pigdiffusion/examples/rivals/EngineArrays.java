package org.pigdiffusion.examples.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.Weights;

/** Values in and out of the engine. */
final class EngineArrays {
  private EngineArrays() {}

  /**
   * The engine's own memory, and not the platform's: where an array is aligned otherwise, sums may
   * be formed in another order, and a resumed training must not depend on that.
   */
  static NDArray upload(NDManager owner, float[] values, Shape shape) {
    try (NDArray shared = owner.create(values, shape)) {
      return shared.duplicate();
    }
  }

  static NDArray upload(NDManager owner, Tensor tensor) {
    org.pigdiffusion.Shape shape = tensor.shape();
    return upload(
        owner,
        tensor.toArray(),
        new Shape(shape.batch(), shape.channels(), shape.height(), shape.width()));
  }

  static Map<String, NDArray> upload(NDManager owner, Map<String, Weights.Array> arrays) {
    Map<String, NDArray> uploaded = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> uploaded.put(name, upload(owner, array.values(), shape(array))));
    return uploaded;
  }

  static Shape shape(Weights.Array array) {
    return new Shape(array.dimensions().stream().mapToLong(Integer::longValue).toArray());
  }

  static Tensor download(NDArray array) {
    Shape shape = array.getShape();
    return Tensor.adopt(
        new org.pigdiffusion.Shape(
            Math.toIntExact(shape.get(0)),
            Math.toIntExact(shape.get(1)),
            Math.toIntExact(shape.get(2)),
            Math.toIntExact(shape.get(3))),
        array.toFloatArray());
  }
}
