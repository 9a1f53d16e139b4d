package org.pigdiffusion;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.internal.TrainedSize;
import org.pigdiffusion.noise.NoiseSchedule;

/** What a caller must know of a denoiser. */
public final class DenoiserSpec {
  private final int channels;
  private final int conditionChannels;
  private final PredictionType prediction;
  private final SizeRule size;
  private final Optional<ImageSize> trainedSize;
  private final String id;
  private final String device;
  private final Optional<Role> role;
  private final Optional<NoiseSchedule> schedule;

  private DenoiserSpec(Builder builder) {
    this.channels = builder.channels;
    this.conditionChannels = builder.conditionChannels;
    this.prediction = builder.prediction;
    this.size = builder.size;
    this.trainedSize = builder.trainedSize;
    this.id = builder.id;
    this.device = builder.device;
    this.role = builder.role;
    this.schedule = builder.schedule;
    if (channels < 1) {
      throw new IllegalArgumentException("channels: expected at least 1, found " + channels);
    }
    if (conditionChannels < 0) {
      throw new IllegalArgumentException(
          "conditionChannels: expected at least 0, found " + conditionChannels);
    }
    trainedSize.ifPresent(images -> TrainedSize.require(images, size));
  }

  /** Starts the spec of a model that predicts noise of any size on the CPU, and tells no more. */
  public static Builder builder(int channels, int conditionChannels, String id) {
    return new Builder(channels, conditionChannels, id);
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder(channels, conditionChannels, id);
    builder.prediction = prediction;
    builder.size = size;
    builder.trainedSize = trainedSize;
    builder.device = device;
    builder.role = role;
    builder.schedule = schedule;
    return builder;
  }

  /** Channels of the sample it denoises, at least 1. */
  public int channels() {
    return channels;
  }

  /** Channels of the condition, 0 for an unconditional network. */
  public int conditionChannels() {
    return conditionChannels;
  }

  /** What its output means. */
  public PredictionType prediction() {
    return prediction;
  }

  /** The image sizes it takes. */
  public SizeRule size() {
    return size;
  }

  /**
   * The size of the images that it learnt from; empty if the model does not tell. It takes all
   * sizes that {@link #size} allows, but what it makes of others is often worse.
   */
  public Optional<ImageSize> trainedSize() {
    return trainedSize;
  }

  /** Identifies the weights, for provenance: a checksum where there is one. */
  public String id() {
    return id;
  }

  /** Where it runs, such as {@code cpu} or {@code cuda:0}. */
  public String device() {
    return device;
  }

  /** The chain that it was trained for; empty if the model does not tell. */
  public Optional<Role> role() {
    return role;
  }

  /** The noise schedule that it was trained with; empty if the model does not tell. */
  public Optional<NoiseSchedule> schedule() {
    return schedule;
  }

  /**
   * Checks the arguments of a call against this spec.
   *
   * @throws IllegalArgumentException if a shape does not fit, or the batch sizes or image sizes of
   *     the two tensors differ
   */
  public void requireInputs(Shape noisy, Shape condition) {
    if (noisy.channels() != channels) {
      throw new IllegalArgumentException(
          "noisy: expected " + channels + " channels, found shape " + noisy);
    }
    if (!condition.equals(noisy.withChannels(conditionChannels))) {
      throw new IllegalArgumentException(
          "condition: expected shape %s, found %s"
              .formatted(noisy.withChannels(conditionChannels), condition));
    }
    size.require(noisy.height(), noisy.width());
  }

  /**
   * Checks the times of a call against this spec. Neither keeps nor changes them.
   *
   * @param images how many there must be, one for each image
   * @throws IllegalArgumentException if there are more or fewer, or one is not in [0, T-1], as far
   *     as the {@link #schedule} tells T
   */
  public void requireTimes(double[] times, int images) {
    if (times.length != images) {
      throw new IllegalArgumentException(
          "times: expected %d, one for each image, found %d".formatted(images, times.length));
    }
    for (double time : times) {
      if (!(time >= 0 && time < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("time: expected finite and at least 0, found " + time);
      }
      if (schedule.isPresent() && time > schedule.get().timeSteps() - 1) {
        throw new IllegalArgumentException(
            "time: expected in [0,%d], the time steps of %s, found %s"
                .formatted(schedule.get().timeSteps() - 1, schedule.get(), time));
      }
    }
  }

  private Map<String, Object> byName() {
    return ImmutableMap.of(
        "channels", channels,
        "conditionChannels", conditionChannels,
        "prediction", prediction,
        "size", size,
        "trainedSize", trainedSize,
        "id", id,
        "device", device,
        "role", role,
        "schedule", schedule);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DenoiserSpec that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "DenoiserSpec[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects a spec. Not safe to share between threads. */
  public static final class Builder {
    private final int channels;
    private final int conditionChannels;
    private PredictionType prediction = PredictionType.NOISE;
    private SizeRule size = SizeRule.multipleOf(1);
    private Optional<ImageSize> trainedSize = Optional.empty();
    private final String id;
    private String device = "cpu";
    private Optional<Role> role = Optional.empty();
    private Optional<NoiseSchedule> schedule = Optional.empty();

    private Builder(int channels, int conditionChannels, String id) {
      this.channels = channels;
      this.conditionChannels = conditionChannels;
      this.id = requireNonNull(id, "id");
    }

    /** What the output means; noise unless set. */
    @CanIgnoreReturnValue
    public Builder prediction(PredictionType type) {
      this.prediction = requireNonNull(type, "prediction");
      return this;
    }

    /** The image sizes it takes; any unless set. */
    @CanIgnoreReturnValue
    public Builder size(SizeRule rule) {
      this.size = requireNonNull(rule, "size");
      return this;
    }

    /** The size of the images that it learnt from; not told unless set. */
    @CanIgnoreReturnValue
    public Builder trainedSize(ImageSize images) {
      this.trainedSize = Optional.of(requireNonNull(images, "trainedSize"));
      return this;
    }

    /** Where it runs; {@code cpu} unless set. */
    @CanIgnoreReturnValue
    public Builder device(String name) {
      this.device = requireNonNull(name, "device");
      return this;
    }

    /** The chain that it was trained for; not told unless set. */
    @CanIgnoreReturnValue
    public Builder role(Role chain) {
      this.role = Optional.of(requireNonNull(chain, "role"));
      return this;
    }

    /** The noise schedule that it was trained with; not told unless set. */
    @CanIgnoreReturnValue
    public Builder schedule(NoiseSchedule trainedWith) {
      this.schedule = Optional.of(requireNonNull(trainedWith, "schedule"));
      return this;
    }

    /**
     * Builds the spec.
     *
     * @throws IllegalArgumentException if a number of channels is out of range, or the model does
     *     not take the size that it learnt from
     */
    public DenoiserSpec build() {
      return new DenoiserSpec(this);
    }
  }
}
