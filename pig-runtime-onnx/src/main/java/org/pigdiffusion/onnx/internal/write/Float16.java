package org.pigdiffusion.onnx.internal.write;

import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;

/** Rounds arrays to float16 (IEEE 754 binary16), to nearest, ties to even, and widens them. */
final class Float16 {
  /** Half the distance of neighbouring numbers, relative: what rounding changes at most. */
  private static final double UNIT_ROUNDOFF = 0x1p-11;

  private Float16() {}

  /**
   * The bits of an array's values; none if float16 does not hold them as well as it can.
   *
   * <p>The squares of all changes together are at most the square of 2^-11 times those of all
   * values, or there is no result. Numbers from 2^-14 to 65504 never exceed that. It is exceeded by
   * larger and unending ones, which float16 lacks, and by arrays made of smaller ones, of which it
   * keeps fewer than 11 bits. A few small ones among larger do no harm.
   */
  static Optional<short[]> of(float... values) {
    short[] halves = new short[values.length];
    double changes = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      halves[i] = Fp16Conversions.floatToFp16(values[i]);
      double change = Fp16Conversions.fp16ToFloat(halves[i]) - value;
      changes += change * change;
      squares += value * value;
    }
    boolean held = changes <= UNIT_ROUNDOFF * UNIT_ROUNDOFF * squares; // not if one is NaN
    return held ? Optional.of(halves) : Optional.empty();
  }

  /** All values of a buffer of float16, little-endian, which a float holds exactly. */
  static float[] floats(ByteBuffer bytes) {
    ShortBuffer halves = bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    float[] values = new float[halves.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Fp16Conversions.fp16ToFloat(halves.get(i));
    }
    return values;
  }
}
