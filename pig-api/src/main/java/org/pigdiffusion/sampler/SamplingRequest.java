package org.pigdiffusion.sampler;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.SamplingMethod;

/**
 * What to sample. Immutable.
 *
 * @param count number of pairs, at least 1
 * @param firstIndex number of the first pair, at least 0: with another first index a second machine
 *     continues the same seed
 * @param batchSize pairs computed together, at least 1; has no bearing on the result
 * @param height rows; those of start or fixedX if there is one; else empty for a model of one size
 * @param width columns, as height
 * @param method how to sample
 * @param noise where all noise comes from
 * @param start the noise to begin with instead of the noise source's, for each of the pairs
 * @param fixedX the guides, one for each pair, {@code [count, cx, h, w]} in [-1, 1]: only y is
 *     sampled, guided by them as they are
 * @param guideRefresh when model x is called again, unless x is fixed
 * @param trajectoryEvery keep every k-th evaluation, or 0 to keep none; the last is kept too
 */
public record SamplingRequest(
    long count,
    long firstIndex,
    int batchSize,
    OptionalInt height,
    OptionalInt width,
    SamplingMethod method,
    NoiseSource noise,
    Optional<Start> start,
    Optional<Tensor> fixedX,
    GuideRefresh guideRefresh,
    int trajectoryEvery) {

  /**
   * The noise that a run begins with.
   *
   * @param x x_T, {@code [count, cx, h, w]}
   * @param y y_T, {@code [count, cy, h, w]}
   */
  public record Start(Tensor x, Tensor y) {
    /** Creates a start of two tensors that differ in channels at most. */
    public Start {
      y.requireShape("start y", x.shape().withChannels(y.shape().channels()));
      requireFinite("start x", x);
      requireFinite("start y", y);
    }
  }

  /** Checks what can be checked without a model. */
  public SamplingRequest {
    requireAtLeast("count", count, 1);
    requireAtLeast("firstIndex", firstIndex, 0);
    requireAtLeast("batchSize", batchSize, 1);
    requireAtLeast("trajectoryEvery", trajectoryEvery, 0);
    height.ifPresent(h -> requireAtLeast("height", h, 1));
    width.ifPresent(w -> requireAtLeast("width", w, 1));
    if (count > Long.MAX_VALUE - firstIndex) {
      throw new IllegalArgumentException(
          "count: expected at most %d after first index %d, found %d"
              .formatted(Long.MAX_VALUE - firstIndex, firstIndex, count));
    }
    long pairs = count;
    start.ifPresent(s -> requireOnePerPair("start", s.x(), pairs));
    fixedX.ifPresent(x -> requireOnePerPair("fixedX", x, pairs));
    fixedX.ifPresent(SamplingRequest::requireInRange);
    if (start.isPresent()) {
      height = agreed("height", height, "start", start.get().x().shape().height());
      width = agreed("width", width, "start", start.get().x().shape().width());
    }
    if (fixedX.isPresent()) {
      height = agreed("height", height, "fixedX", fixedX.get().shape().height());
      width = agreed("width", width, "fixedX", fixedX.get().shape().width());
    }
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
                + " 255 by map(value -> value / 127.5 - 1), limit a soft guide by clamp(-1, 1)");
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

  private static void requireFinite(String name, Tensor tensor) {
    if (!tensor.isFinite()) {
      throw new IllegalArgumentException(
          name + ": expected finite values, found NaN or infinity in shape " + tensor.shape());
    }
  }

  /**
   * A builder; all settings have defaults but the size, which a model of free size needs unless
   * {@code start} or {@code fixedX} gives it.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings. */
  public static final class Builder {
    private OptionalLong count = OptionalLong.empty();
    private long firstIndex;
    private int batchSize = 8;
    private OptionalInt height = OptionalInt.empty();
    private OptionalInt width = OptionalInt.empty();
    private SamplingMethod method = Preset.fast().method();
    private NoiseSource noise = NoiseSource.keyed(0);
    private Optional<Start> start = Optional.empty();
    private Optional<Tensor> fixedX = Optional.empty();
    private GuideRefresh guideRefresh = GuideRefresh.always();
    private int trajectoryEvery;

    private Builder() {}

    /** Number of pairs; that of {@code fixedX} or {@code start}, else 1, unless set. */
    @CanIgnoreReturnValue
    public Builder count(long pairs) {
      this.count = OptionalLong.of(pairs);
      return this;
    }

    /** Number of the first pair; 0 unless set. */
    @CanIgnoreReturnValue
    public Builder firstIndex(long index) {
      this.firstIndex = index;
      return this;
    }

    /** Pairs computed together; 8 unless set. */
    @CanIgnoreReturnValue
    public Builder batchSize(int pairs) {
      this.batchSize = pairs;
      return this;
    }

    /** Rows and columns; a model of one size needs none, nor does a request with a tensor. */
    @CanIgnoreReturnValue
    public Builder size(int rows, int columns) {
      this.height = OptionalInt.of(rows);
      this.width = OptionalInt.of(columns);
      return this;
    }

    /** How to sample; as {@link Preset#fast} says unless set. */
    @CanIgnoreReturnValue
    public Builder method(SamplingMethod samplingMethod) {
      this.method = samplingMethod;
      return this;
    }

    /** Noise keyed by this seed; seed 0 unless set. */
    @CanIgnoreReturnValue
    public Builder seed(long seed) {
      return noise(NoiseSource.keyed(seed));
    }

    /** Another source of noise. */
    @CanIgnoreReturnValue
    public Builder noise(NoiseSource source) {
      this.noise = source;
      return this;
    }

    /** The noise to begin with, one image for each pair. */
    @CanIgnoreReturnValue
    public Builder start(Tensor x, Tensor y) {
      this.start = Optional.of(new Start(x, y));
      return this;
    }

    /** The guides, one for each pair, in [-1, 1]: only the targets are sampled. */
    @CanIgnoreReturnValue
    public Builder fixedX(Tensor guides) {
      this.fixedX = Optional.of(guides);
      return this;
    }

    /** When model x is called again; at every evaluation unless set. */
    @CanIgnoreReturnValue
    public Builder guideRefresh(GuideRefresh policy) {
      this.guideRefresh = policy;
      return this;
    }

    /** Keep every k-th evaluation of each batch; 0, none, unless set. */
    @CanIgnoreReturnValue
    public Builder trajectoryEvery(int evaluations) {
      this.trajectoryEvery = evaluations;
      return this;
    }

    /**
     * Builds the request.
     *
     * @throws IllegalArgumentException if a setting is out of range or two do not fit together
     */
    public SamplingRequest build() {
      return new SamplingRequest(
          count.orElseGet(this::given),
          firstIndex,
          batchSize,
          height,
          width,
          method,
          noise,
          start,
          fixedX,
          guideRefresh,
          trajectoryEvery);
    }

    /** As many pairs as a tensor is given for, or one. */
    private long given() {
      return fixedX.or(() -> start.map(Start::x)).map(tensor -> tensor.shape().batch()).orElse(1);
    }
  }
}
