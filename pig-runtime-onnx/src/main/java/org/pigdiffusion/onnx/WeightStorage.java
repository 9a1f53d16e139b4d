package org.pigdiffusion.onnx;

import org.pigdiffusion.onnx.internal.write.Precision;

/**
 * As what a model file holds the weights. Whatever it is, the network computes in float32, and a
 * call costs the same: ONNX Runtime widens stored weights once, when it opens the model.
 */
public enum WeightStorage {
  /** As they are. */
  FLOAT32(Precision.FLOAT32),

  /**
   * Rounded to float16, to nearest, ties to even: half the size of a file. Each weight changes by
   * at most 1/2048 of itself, and the sampled pairs a little with it, so the file is another model,
   * of another {@link org.pigdiffusion.DenoiserSpec#id}. Arrays stay float32 that float16 would
   * change more, with a value beyond 65504 or mostly of values below 2^-14, and those of up to 32
   * values, which take no room.
   */
  FLOAT16(Precision.FLOAT16);

  private final Precision precision;

  WeightStorage(Precision precision) {
    this.precision = precision;
  }

  /** The same, as the writer of graphs says it. */
  Precision precision() {
    return precision;
  }
}
