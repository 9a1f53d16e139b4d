package org.pigdiffusion.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** Dropout with a generator for each image, which goes on from one call to the next. */
final class RandomDropout extends Dropout {
  private final IntFunction<? extends RandomGenerator> ofImage;
  private final int first;
  private final List<RandomGenerator> generators = new ArrayList<>();

  RandomDropout(IntFunction<? extends RandomGenerator> ofImage, int first) {
    this.ofImage = ofImage;
    this.first = first;
  }

  @Override
  NDArray apply(NDManager pass, NDArray x, double rate) {
    int images = Math.toIntExact(x.getShape().get(0));
    while (generators.size() < images) {
      generators.add(ofImage.apply(first + generators.size()));
    }
    int size = Math.toIntExact(x.size());
    ByteBuffer buffer = NativeMemory.buffer(size);
    FloatBuffer mask = buffer.asFloatBuffer();
    for (int n = 0; n < images; n++) {
      draw(generators.get(n), rate, mask, size / images);
    }
    return x.mul(pass.create(buffer, x.getShape(), DataType.FLOAT32));
  }

  private static void draw(RandomGenerator random, double rate, FloatBuffer mask, int count) {
    int threshold = (int) Math.round(rate * (1 << 16));
    float kept = (float) (1 / (1 - threshold / (double) (1 << 16)));
    long bits = 0;
    for (int i = 0; i < count; i++) {
      // Four values from one draw: 16 bits decide each.
      bits = (i & 3) == 0 ? random.nextLong() : bits >>> 16;
      mask.put((bits & 0xFFFF) < threshold ? 0f : kept);
    }
  }

  @Override
  Dropout from(int image) {
    return new RandomDropout(ofImage, first + image);
  }
}
