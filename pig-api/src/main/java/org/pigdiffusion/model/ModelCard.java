package org.pigdiffusion.model;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.unet.UNetConfig;

/**
 * What one model of a pair says of itself. It travels inside the model file as text properties, so
 * that a file can be used, and a wrong one refused, without asking its author. Immutable.
 */
public final class ModelCard {
  private final Role role;
  private final int channels;
  private final int conditionChannels;
  private final PredictionType prediction;
  private final NoiseSchedule schedule;
  private final SizeRule size;
  private final Optional<ImageSize> trainedSize;
  private final ValueRange range;
  private final String guide;
  private final String annotation;
  private final Map<String, String> provenance;

  private ModelCard(Builder builder) {
    this.role = builder.role;
    this.channels = builder.channels;
    this.conditionChannels = builder.conditionChannels;
    this.prediction = builder.prediction;
    this.schedule = builder.schedule;
    this.size = builder.size;
    this.trainedSize = builder.trainedSize;
    this.range = builder.range;
    // Files of one pair may bear an older and a newer name of the same transform.
    this.guide = CardChecks.readable("guide", builder.guide).description();
    this.annotation =
        CardChecks.readable("annotation", builder.annotation.orElse(builder.guide)).description();
    this.provenance = builder.provenance;
    CardChecks.require(this);
  }

  /**
   * Starts a card. What is not set: noise prediction, any size, learnt from images of a size that
   * is not told, values in [-1, 1], the guide passed on as it is, no provenance.
   */
  public static Builder builder(
      Role role, int channels, int conditionChannels, NoiseSchedule schedule) {
    return new Builder(role, channels, conditionChannels, schedule);
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder(role, channels, conditionChannels, schedule);
    builder.prediction = prediction;
    builder.size = size;
    builder.trainedSize = trainedSize;
    builder.range = range;
    builder.guide = guide;
    builder.annotation = Optional.of(annotation);
    builder.provenance = provenance;
    return builder;
  }

  /** Which chain of the pair it denoises. */
  public Role role() {
    return role;
  }

  /** Channels of the sample it denoises, at least 1. */
  public int channels() {
    return channels;
  }

  /** Channels of its condition, 0 for an unconditional network. */
  public int conditionChannels() {
    return conditionChannels;
  }

  /** What its output means. */
  public PredictionType prediction() {
    return prediction;
  }

  /** The noise schedule that it was trained with. */
  public NoiseSchedule schedule() {
    return schedule;
  }

  /** The image sizes it takes. */
  public SizeRule size() {
    return size;
  }

  /** The size of the images that it learnt from; empty if the card does not tell. */
  public Optional<ImageSize> trainedSize() {
    return trainedSize;
  }

  /** The values of the clean images of this role. */
  public ValueRange range() {
    return range;
  }

  /** {@link GuideTransform#description} of the transform between guide and target. */
  public String guide() {
    return guide;
  }

  /** {@link GuideTransform#description} of the transform that finishes the guide. */
  public String annotation() {
    return annotation;
  }

  /** How it came to be: data, steps, seed, library version; keys are the author's. */
  public Map<String, String> provenance() {
    return provenance;
  }

  /** Starts the card of a U-Net: channels and sizes are those of its settings. */
  public static Builder builder(Role role, UNetConfig network, NoiseSchedule schedule) {
    return builder(role, network.channels(), network.conditionChannels(), schedule)
        .size(SizeRule.multipleOf(network.downsamplingFactor()));
  }

  /**
   * Reads the card that {@link #toProperties} wrote. Properties without the prefix {@code pig.} are
   * ignored.
   *
   * @throws IllegalArgumentException if an entry is missing or malformed; the message names its key
   */
  public static ModelCard fromProperties(Map<String, String> properties) {
    return new ModelCardProperties(properties).read();
  }

  /** Whether properties hold a card at all, be it a faulty one. */
  public static boolean isIn(Map<String, String> properties) {
    return properties.containsKey(ModelCardProperties.FORMAT);
  }

  /** This card as text properties, in a fixed order, all keys beginning with {@code pig.}. */
  public Map<String, String> toProperties() {
    return ModelCardProperties.write(this);
  }

  /** The transform that {@link #guide} describes. */
  public GuideTransform guideTransform() {
    return GuideTransform.parse(guide);
  }

  /** The transform that {@link #annotation} describes. */
  public GuideTransform annotationTransform() {
    return GuideTransform.parse(annotation);
  }

  private Map<String, Object> byName() {
    return ImmutableMap.<String, Object>builder()
        .put("role", role)
        .put("channels", channels)
        .put("conditionChannels", conditionChannels)
        .put("prediction", prediction)
        .put("schedule", schedule)
        .put("size", size)
        .put("trainedSize", trainedSize)
        .put("range", range)
        .put("guide", guide)
        .put("annotation", annotation)
        .put("provenance", provenance)
        .buildOrThrow();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelCard that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "ModelCard[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects the entries of a card. Not safe to share between threads. */
  public static final class Builder {
    private final Role role;
    private final int channels;
    private final int conditionChannels;
    private PredictionType prediction = PredictionType.NOISE;
    private final NoiseSchedule schedule;
    private SizeRule size = SizeRule.multipleOf(1);
    private Optional<ImageSize> trainedSize = Optional.empty();
    private ValueRange range = ValueRange.symmetric();
    private String guide = GuideTransform.identity().description();
    private Optional<String> annotation = Optional.empty();
    private Map<String, String> provenance = Map.of();

    private Builder(Role role, int channels, int conditionChannels, NoiseSchedule schedule) {
      this.role = requireNonNull(role, "role");
      this.channels = channels;
      this.conditionChannels = conditionChannels;
      this.schedule = requireNonNull(schedule, "schedule");
    }

    /** What the network's output means; noise unless set. */
    @CanIgnoreReturnValue
    public Builder prediction(PredictionType type) {
      this.prediction = requireNonNull(type, "prediction");
      return this;
    }

    /** The image sizes that the network takes; any unless set. */
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

    /** The values of clean images; [-1, 1] unless set. */
    @CanIgnoreReturnValue
    public Builder range(ValueRange values) {
      this.range = requireNonNull(values, "range");
      return this;
    }

    /** The transform of the guide's clean estimate before it conditions the target. */
    @CanIgnoreReturnValue
    public Builder guide(GuideTransform transform) {
      this.guide = requireNonNull(transform, "guide").description();
      return this;
    }

    /**
     * The transform by which the finished guide becomes the annotation; {@link #guide}'s if unset.
     */
    @CanIgnoreReturnValue
    public Builder annotation(GuideTransform transform) {
      this.annotation = Optional.of(requireNonNull(transform, "annotation").description());
      return this;
    }

    /** How the model came to be. Replaces what was set before. */
    @CanIgnoreReturnValue
    public Builder provenance(Map<String, String> entries) {
      this.provenance = ImmutableMap.copyOf(entries);
      return this;
    }

    /**
     * Builds the card.
     *
     * @throws IllegalArgumentException if an entry is out of range, or a transform is one that
     *     {@link GuideTransform#parse} does not know or that does not fit the channels of the guide
     */
    public ModelCard build() {
      return new ModelCard(this);
    }
  }
}
