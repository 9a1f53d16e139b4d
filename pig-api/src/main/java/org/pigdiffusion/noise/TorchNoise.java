package org.pigdiffusion.noise;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.rng.core.RandomProviderDefaultState;
import org.apache.commons.rng.core.source32.MersenneTwister;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * PyTorch's CPU {@code randn} for 16 or more values: uniforms of 24 bits from the Mersenne Twister,
 * turned into normals by Box and Muller in blocks of 16.
 */
record TorchNoise(long seed) implements NoiseSource {
  private static final long SEEDS = 1L << 32;
  private static final int BLOCK = 16;
  private static final int HALF = BLOCK / 2;
  private static final int TWISTER_WORDS = 624;

  TorchNoise {
    if (seed < 0 || seed >= SEEDS) {
      throw new IllegalArgumentException("seed: expected in [0,2^32), found " + seed);
    }
  }

  @Override
  public Batch open(long firstPair) {
    if (firstPair < 0) {
      throw new IllegalArgumentException("firstPair: expected at least 0, found " + firstPair);
    }
    if (firstPair >= SEEDS - seed) {
      throw new IllegalArgumentException(
          "firstPair: expected below 2^32 - seed = %d, since torch's seeds end there, found %d"
              .formatted(SEEDS - seed, firstPair));
    }
    MersenneTwister twister = twister((int) (seed + firstPair));
    return (chain, shape) -> draw(twister, shape);
  }

  private static Tensor draw(MersenneTwister twister, Shape shape) {
    int size = shape.size();
    if (size < BLOCK) {
      throw new IllegalArgumentException(
          "shape: expected at least %d values for torch's noise, found %s".formatted(BLOCK, shape));
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = uniform(twister);
    }
    for (int i = 0; i <= size - BLOCK; i += BLOCK) {
      toNormal(values, i);
    }
    if (size % BLOCK != 0) { // torch redraws the last 16 values
      for (int i = size - BLOCK; i < size; i++) {
        values[i] = uniform(twister);
      }
      toNormal(values, size - BLOCK);
    }
    return Tensor.adopt(shape, values);
  }

  private static float uniform(MersenneTwister twister) {
    return (twister.nextInt() & 0xFFFFFF) * 0x1p-24f;
  }

  private static void toNormal(float[] values, int from) {
    for (int i = from; i < from + HALF; i++) {
      double radius = Math.sqrt(-2 * Math.log(1 - values[i]));
      double angle = 2 * Math.PI * values[i + HALF];
      values[i] = (float) (radius * Math.cos(angle));
      values[i + HALF] = (float) (radius * Math.sin(angle));
    }
  }

  /** Seeds by init_genrand, as torch does; the library's own constructor seeds by an array. */
  private static MersenneTwister twister(int seed) {
    MersenneTwister twister = new MersenneTwister(new int[] {0});
    RandomProviderDefaultState saved = (RandomProviderDefaultState) twister.saveState();
    ByteBuffer state = ByteBuffer.wrap(saved.getState()).order(ByteOrder.LITTLE_ENDIAN);
    int word = seed;
    for (int i = 0; i < TWISTER_WORDS; i++) {
      state.putInt(i * Integer.BYTES, word);
      word = 1812433253 * (word ^ (word >>> 30)) + i + 1;
    }
    state.putInt(
        TWISTER_WORDS * Integer.BYTES, TWISTER_WORDS); // all words used: twist at first use
    twister.restoreState(new RandomProviderDefaultState(state.array()));
    return twister;
  }

  @Override
  public String description() {
    return "torch(" + seed + ")";
  }
}
