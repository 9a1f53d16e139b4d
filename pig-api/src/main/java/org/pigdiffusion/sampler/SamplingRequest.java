package org.pigdiffusion.sampler;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.SamplingMethod;

/** What to sample. Immutable. */
public final class SamplingRequest {
  private final long count;
  private final long firstIndex;
  private final int batchSize;
  private final OptionalInt height;
  private final OptionalInt width;
  private final SamplingMethod method;
  private final NoiseSource noise;
  private final Optional<Start> start;
  private final Optional<Tensor> fixedX;
  private final GuideRefresh guideRefresh;
  private final int trajectoryEvery;

  private SamplingRequest(Builder builder) {
    this.count = builder.count.orElseGet(builder::given);
    this.firstIndex = builder.firstIndex;
    this.batchSize = builder.batchSize;
    this.start = builder.start;
    this.fixedX = builder.fixedX;
    this.height = RequestChecks.side("height", builder.height, start, fixedX, Shape::height);
    this.width = RequestChecks.side("width", builder.width, start, fixedX, Shape::width);
    this.method = builder.method;
    this.noise = builder.noise;
    this.guideRefresh = builder.guideRefresh;
    this.trajectoryEvery = builder.trajectoryEvery;
    RequestChecks.require(this);
  }

  /**
   * A builder; all settings have defaults but the size, which is that of the images that the models
   * learnt from. Models of free size that do not tell it, or tell two, need a size here, unless
   * {@code start} or {@code fixedX} gives it.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.firstIndex = firstIndex;
    builder.batchSize = batchSize;
    builder.method = method;
    builder.noise = noise;
    builder.start = start;
    builder.fixedX = fixedX;
    builder.guideRefresh = guideRefresh;
    builder.trajectoryEvery = trajectoryEvery;
    if (start.isEmpty() && fixedX.isEmpty()) {
      // Else they are those of the tensors, and change with these.
      builder.count = OptionalLong.of(count);
      builder.height = height;
      builder.width = width;
    }
    return builder;
  }

  /** Number of pairs, at least 1. */
  public long count() {
    return count;
  }

  /**
   * Number of the first pair, at least 0: with another first index a second machine continues the
   * same seed.
   */
  public long firstIndex() {
    return firstIndex;
  }

  /**
   * Pairs computed together, at least 1. With keyed noise, a pair is the same in a batch of any
   * size, within the rounding of the backend.
   */
  public int batchSize() {
    return batchSize;
  }

  /**
   * The height of the images. A request with {@code start} or {@code fixedX} has the height of
   * these tensors. Otherwise empty if it was not set: the model then must have a fixed size, or
   * tell the one that it learnt from, {@link org.pigdiffusion.DenoiserSpec#trainedSize}.
   */
  public OptionalInt height() {
    return height;
  }

  /** The width of the images; else as {@link #height}. */
  public OptionalInt width() {
    return width;
  }

  /** How to sample. */
  public SamplingMethod method() {
    return method;
  }

  /** Where all noise comes from. */
  public NoiseSource noise() {
    return noise;
  }

  /** The noise to begin with instead of the noise source's, for each of the pairs. */
  public Optional<Start> start() {
    return start;
  }

  /**
   * The guides, one for each pair, {@code [count, cx, h, w]} in [-1, 1]: only y is sampled, guided
   * by them as they are.
   */
  public Optional<Tensor> fixedX() {
    return fixedX;
  }

  /** When model x is called again, unless x is fixed. */
  public GuideRefresh guideRefresh() {
    return guideRefresh;
  }

  /** Keep every k-th evaluation, or 0 to keep none; the last is kept too. */
  public int trajectoryEvery() {
    return trajectoryEvery;
  }

  private Map<String, Object> byName() {
    return ImmutableMap.<String, Object>builder()
        .put("count", count)
        .put("firstIndex", firstIndex)
        .put("batchSize", batchSize)
        .put("height", height)
        .put("width", width)
        .put("method", method)
        .put("noise", noise)
        .put("start", start)
        .put("fixedX", fixedX)
        .put("guideRefresh", guideRefresh)
        .put("trajectoryEvery", trajectoryEvery)
        .buildOrThrow();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SamplingRequest that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "SamplingRequest[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects settings. Not safe to share between threads. */
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

    /** Rows and columns; needed as {@link SamplingRequest#builder} says. */
    @CanIgnoreReturnValue
    public Builder size(int rows, int columns) {
      this.height = OptionalInt.of(rows);
      this.width = OptionalInt.of(columns);
      return this;
    }

    /** How to sample; as {@link Preset#fast} says unless set. */
    @CanIgnoreReturnValue
    public Builder method(SamplingMethod samplingMethod) {
      this.method = requireNonNull(samplingMethod, "method");
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
      this.noise = requireNonNull(source, "noise");
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
      this.fixedX = Optional.of(requireNonNull(guides, "fixedX"));
      return this;
    }

    /** When model x is called again; at every evaluation unless set. */
    @CanIgnoreReturnValue
    public Builder guideRefresh(GuideRefresh policy) {
      this.guideRefresh = requireNonNull(policy, "guideRefresh");
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
      return new SamplingRequest(this);
    }

    /** As many pairs as a tensor is given for, or one. */
    private long given() {
      return fixedX.or(() -> start.map(Start::x)).map(tensor -> tensor.shape().batch()).orElse(1);
    }
  }

  /**
   * The noise that a run begins with.
   *
   * @param x x_T, {@code [count, cx, h, w]}
   * @param y y_T, {@code [count, cy, h, w]}
   */
  public record Start(Tensor x, Tensor y) {
    /** Creates a start of two tensors that differ in channels at most. */
    public Start {
      requireNonNull(x, "start x");
      requireNonNull(y, "start y");
      y.requireShape("start y", x.shape().withChannels(y.shape().channels()));
      RequestChecks.requireFinite("start x", x);
      RequestChecks.requireFinite("start y", y);
    }
  }
}
