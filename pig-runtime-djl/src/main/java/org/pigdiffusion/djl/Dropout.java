package org.pigdiffusion.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;

/** What happens where the network says dropout. */
@FunctionalInterface
public interface Dropout {
  /**
   * Applies dropout.
   *
   * @param pass owns whatever array this makes
   * @param x a feature map
   * @param rate the share of values to drop, in [0, 1)
   */
  NDArray apply(NDManager pass, NDArray x, double rate);

  /** No dropout, as in inference. */
  static Dropout none() {
    return (pass, x, rate) -> x;
  }

  /**
   * Drops what the generator says. The mask is drawn in Java and not by the engine, so that the
   * same generator gives the same masks when a run is resumed.
   */
  static Dropout random(UniformRandomProvider random) {
    return (pass, x, rate) ->
        x.mul(pass.create(mask(random, x.size(), rate), x.getShape(), DataType.FLOAT32));
  }

  private static ByteBuffer mask(UniformRandomProvider random, long size, double rate) {
    int count = Math.toIntExact(size);
    ByteBuffer buffer = Arrays.buffer(count);
    FloatBuffer mask = buffer.asFloatBuffer();
    int threshold = (int) Math.round(rate * (1 << 16));
    float kept = (float) (1 / (1 - threshold / (double) (1 << 16)));
    long bits = 0;
    for (int i = 0; i < count; i++) {
      // Four values from one draw: 16 bits decide each.
      bits = (i & 3) == 0 ? random.nextLong() : bits >>> 16;
      mask.put(i, (bits & 0xFFFF) < threshold ? 0f : kept);
    }
    return buffer;
  }
}
