package org.pigdiffusion.sampler;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** What can be checked of a {@link SamplingRequest} without a model. */
final class RequestChecks {
  private RequestChecks() {}

  /** Refuses a setting that is out of range, and two that do not fit together. */
  static void require(SamplingRequest request) {
    long count = request.count();
    long firstIndex = request.firstIndex();
    requireAtLeast("count", count, 1);
    requireAtLeast("firstIndex", firstIndex, 0);
    requireAtLeast("batchSize", request.batchSize(), 1);
    requireAtLeast("trajectoryEvery", request.trajectoryEvery(), 0);
    request.height().ifPresent(h -> requireAtLeast("height", h, 1));
    request.width().ifPresent(w -> requireAtLeast("width", w, 1));
    if (count > Long.MAX_VALUE - firstIndex) {
      throw new IllegalArgumentException(
          "count: expected at most %d after first index %d, found %d"
              .formatted(Long.MAX_VALUE - firstIndex, firstIndex, count));
    }
    request.start().ifPresent(start -> requireOnePerPair("start", start.x(), count));
    request.fixedX().ifPresent(x -> requireOnePerPair("fixedX", x, count));
    request.fixedX().ifPresent(RequestChecks::requireInRange);
  }

  /** The height or width: that of the tensors where there are any. */
  static OptionalInt side(
      String name,
      OptionalInt said,
      Optional<SamplingRequest.Start> start,
      Optional<Tensor> fixedX,
      ToIntFunction<Shape> side) {
    OptionalInt agreed = said;
    if (start.isPresent()) {
      agreed = agreed(name, agreed, "start", side.applyAsInt(start.get().x().shape()));
    }
    if (fixedX.isPresent()) {
      agreed = agreed(name, agreed, "fixedX", side.applyAsInt(fixedX.get().shape()));
    }
    return agreed;
  }

  /** A side that a tensor gives need not be said, and if said must be the same. */
  private static OptionalInt agreed(String name, OptionalInt said, String tensor, int given) {
    if (said.isPresent() && said.getAsInt() != given) {
      throw new IllegalArgumentException(
          "%s: expected %d, that of %s, found %d; a size that %s has need not be set"
              .formatted(name, given, tensor, said.getAsInt(), tensor));
    }
    return OptionalInt.of(given);
  }

  private static void requireInRange(Tensor fixedX) {
    FloatBuffer values = fixedX.buffer();
    while (values.hasRemaining()) {
      float value = values.get();
      if (!(value >= -1 && value <= 1)) {
        throw new IllegalArgumentException(
            "fixedX: expected values in [-1,1], background -1, found %s; scale grey values of 0 to"
                    .formatted(value)
                + " 255 by map(value -> value / 127.5 - 1), clamp a soft guide by clamp(-1, 1)");
      }
    }
  }

  private static void requireAtLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": expected at least " + least + ", found " + value);
    }
  }

  private static void requireOnePerPair(String name, Tensor tensor, long count) {
    if (tensor.shape().batch() != count) {
      throw new IllegalArgumentException(
          "%s: expected a batch of %d, one for each pair, found shape %s"
              .formatted(name, count, tensor.shape()));
    }
  }

  static void requireFinite(String name, Tensor tensor) {
    if (!tensor.isFinite()) {
      throw new IllegalArgumentException(
          name + ": expected finite values, found NaN or infinity in shape " + tensor.shape());
    }
  }
}
