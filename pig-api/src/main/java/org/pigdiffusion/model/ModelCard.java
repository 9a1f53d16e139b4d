package org.pigdiffusion.model;

import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.unet.UNetConfig;

/**
 * What one model of a pair says of itself. It travels inside the model file as text properties, so
 * that a file can be used, and a wrong one refused, without asking its author. Immutable.
 *
 * @param role which chain of the pair it denoises
 * @param channels channels of the sample it denoises, at least 1
 * @param conditionChannels channels of its condition, 0 for an unconditional network
 * @param prediction what its output means
 * @param schedule the noise schedule that it was trained with
 * @param size the image sizes it takes
 * @param range the values of the clean images of this role
 * @param guide {@link GuideTransform#description} of the transform between guide and target
 * @param annotation {@link GuideTransform#description} of the transform that finishes the guide
 * @param provenance how it came to be: data, steps, seed, library version; keys are the author's
 */
public record ModelCard(
    Role role,
    int channels,
    int conditionChannels,
    PredictionType prediction,
    NoiseSchedule schedule,
    SizeRule size,
    ValueRange range,
    String guide,
    String annotation,
    ImmutableMap<String, String> provenance) {

  /**
   * Checks the entries.
   *
   * @throws IllegalArgumentException if one is out of range, a transform cannot be read back from
   *     its description or does not fit the channels of the guide, or a provenance key is blank
   */
  public ModelCard {
    require(channels >= 1, "channels", "at least 1", channels);
    require(conditionChannels >= 0, "conditionChannels", "at least 0", conditionChannels);
    for (String key : provenance.keySet()) {
      require(!key.isBlank(), "provenance", "keys that are not blank", "'" + key + "'");
    }
    GuideTransform guiding = readable("guide", guide);
    GuideTransform finishing = readable("annotation", annotation);
    int guideChannels = role == Role.X ? channels : conditionChannels;
    requireFitting("guide", guiding, guideChannels);
    requireFitting("annotation", finishing, guideChannels);
    // Files of one pair may bear an older and a newer name of the same transform.
    guide = guiding.description();
    annotation = finishing.description();
  }

  private static GuideTransform readable(String name, String description) {
    try {
      return GuideTransform.parse(description);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: expected a transform that can be read back from its description, found '%s' (%s)"
              .formatted(name, description, e.getMessage()),
          e);
    }
  }

  private static void requireFitting(String name, GuideTransform transform, int guideChannels) {
    if (guideChannels == 0) {
      return; // unconditional: there is no guide
    }
    try {
      transform.requireFits(guideChannels);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static void require(boolean holds, String name, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
    }
  }

  /**
   * Starts a card. What is not set: noise prediction, any size, values in [-1, 1], the guide passed
   * on as it is, no provenance.
   */
  public static Builder builder(
      Role role, int channels, int conditionChannels, NoiseSchedule schedule) {
    return new Builder(role, channels, conditionChannels, schedule);
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
  public ImmutableMap<String, String> toProperties() {
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

  /** Collects the entries of a card. Not safe to share between threads. */
  public static final class Builder {
    private final Role role;
    private final int channels;
    private final int conditionChannels;
    private final NoiseSchedule schedule;
    private PredictionType prediction = PredictionType.NOISE;
    private SizeRule size = SizeRule.multipleOf(1);
    private ValueRange range = ValueRange.symmetric();
    private GuideTransform guide = GuideTransform.identity();
    private Optional<GuideTransform> annotation = Optional.empty();
    private ImmutableMap<String, String> provenance = ImmutableMap.of();

    private Builder(Role role, int channels, int conditionChannels, NoiseSchedule schedule) {
      this.role = role;
      this.channels = channels;
      this.conditionChannels = conditionChannels;
      this.schedule = schedule;
    }

    /** What the network's output means. */
    @CanIgnoreReturnValue
    public Builder prediction(PredictionType type) {
      this.prediction = type;
      return this;
    }

    /** The image sizes that the network takes. */
    @CanIgnoreReturnValue
    public Builder size(SizeRule rule) {
      this.size = rule;
      return this;
    }

    /** The values of clean images. */
    @CanIgnoreReturnValue
    public Builder range(ValueRange values) {
      this.range = values;
      return this;
    }

    /** The transform of the guide's clean estimate before it conditions the target. */
    @CanIgnoreReturnValue
    public Builder guide(GuideTransform transform) {
      this.guide = transform;
      return this;
    }

    /**
     * The transform by which the finished guide becomes the annotation; {@link #guide}'s if unset.
     */
    @CanIgnoreReturnValue
    public Builder annotation(GuideTransform transform) {
      this.annotation = Optional.of(transform);
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
      return new ModelCard(
          role,
          channels,
          conditionChannels,
          prediction,
          schedule,
          size,
          range,
          guide.description(),
          annotation.orElse(guide).description(),
          provenance);
    }
  }
}
