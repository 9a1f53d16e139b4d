package org.pigdiffusion.unet;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * The settings of a U-Net. Level 0 works at the size of the image, or at that of its patches; each
 * further level halves it.
 */
public final class UNetConfig {
  private final int channels;
  private final int conditionChannels;
  private final int baseWidth;
  private final List<Integer> multipliers;
  private final int residualBlocks;
  private final SortedSet<Integer> attentionLevels;
  private final UpwardAttention upwardAttention;
  private final boolean middleAttention;
  private final int groups;
  private final double dropout;
  private final GuideInput guideInput;
  private final int patch;

  private UNetConfig(Builder builder) {
    this.channels = builder.channels;
    this.conditionChannels = builder.conditionChannels;
    this.baseWidth = builder.baseWidth;
    this.multipliers = builder.multipliers;
    this.residualBlocks = builder.residualBlocks;
    this.attentionLevels =
        builder.attentionLevels.orElseGet(() -> ImmutableSortedSet.of(multipliers.size() - 1));
    this.upwardAttention = builder.upwardAttention;
    this.middleAttention = builder.middleAttention;
    this.groups = builder.groups;
    this.dropout = builder.dropout;
    this.guideInput = builder.guideInput;
    this.patch = builder.patch;
    UNetChecks.require(this);
  }

  /**
   * Starts from the settings of {@link #reference} with other channels. A network with another
   * number of levels has its attention at the lowest of them too, unless told otherwise.
   */
  public static Builder builder(int channels, int conditionChannels) {
    return new Builder(channels, conditionChannels);
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder(channels, conditionChannels);
    builder.baseWidth = baseWidth;
    builder.multipliers = multipliers;
    builder.residualBlocks = residualBlocks;
    builder.attentionLevels = Optional.of(attentionLevels);
    builder.upwardAttention = upwardAttention;
    builder.middleAttention = middleAttention;
    builder.groups = groups;
    builder.dropout = dropout;
    builder.guideInput = guideInput;
    builder.patch = patch;
    return builder;
  }

  /** Channels of the noisy sample and of the output. */
  public int channels() {
    return channels;
  }

  /** Channels of the condition, 0 for an unconditional network. */
  public int conditionChannels() {
    return conditionChannels;
  }

  /** Channels of the first feature map; an even number. */
  public int baseWidth() {
    return baseWidth;
  }

  /** For each level, its channels as a multiple of the base width. */
  public List<Integer> multipliers() {
    return multipliers;
  }

  /** Residual blocks of a level on the way down; one more on the way up. */
  public int residualBlocks() {
    return residualBlocks;
  }

  /** The levels with attention after each residual block. */
  public SortedSet<Integer> attentionLevels() {
    return attentionLevels;
  }

  /** Whether the way up has attention at all of them. */
  public UpwardAttention upwardAttention() {
    return upwardAttention;
  }

  /** Whether there is attention between the two middle blocks. */
  public boolean middleAttention() {
    return middleAttention;
  }

  /** Groups of the group normalisation; divides the channels of every level. */
  public int groups() {
    return groups;
  }

  /** Share of values set to zero in a residual block while training, in [0, 1). */
  public double dropout() {
    return dropout;
  }

  /** How the condition enters. */
  public GuideInput guideInput() {
    return guideInput;
  }

  /**
   * Side of the square blocks of pixels that the network takes as channels: 1, 2, 4 or 8. From 2
   * on, level 0 works on an image so many times smaller with {@code patch^2} times the channels,
   * which spares the finest and dearest level (space to depth; Shi et al. 2016, arXiv 1609.05158).
   * The values only change their places, so noise stays noise.
   */
  public int patch() {
    return patch;
  }

  /**
   * The network of the PIG authors' code: width 32, multipliers 1,1,2,2,4,4, two residual blocks,
   * attention at level 5 (16x16 at an input of 512x512). With one channel each it has 7,125,409
   * parameters.
   */
  public static UNetConfig reference(int channels, int conditionChannels) {
    return builder(channels, conditionChannels).build();
  }

  /** The factor by which the lowest level is smaller than the image; divides height and width. */
  public int downsamplingFactor() {
    return patch << (multipliers.size() - 1);
  }

  /** Channels of a level. */
  public int width(int level) {
    return baseWidth * multipliers.get(level);
  }

  /** The same network for the other role of a pair: channels and condition channels swapped. */
  public UNetConfig mirrored() {
    return toBuilder().channels(conditionChannels, channels).build();
  }

  private Map<String, Object> byName() {
    return ImmutableMap.<String, Object>builder()
        .put("channels", channels)
        .put("conditionChannels", conditionChannels)
        .put("baseWidth", baseWidth)
        .put("multipliers", multipliers)
        .put("residualBlocks", residualBlocks)
        .put("attentionLevels", attentionLevels)
        .put("upwardAttention", upwardAttention)
        .put("middleAttention", middleAttention)
        .put("groups", groups)
        .put("dropout", dropout)
        .put("guideInput", guideInput)
        .put("patch", patch)
        .buildOrThrow();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UNetConfig that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "UNetConfig[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects settings; those not set are the ones of {@link UNetConfig#reference}. */
  @CanIgnoreReturnValue
  public static final class Builder {
    private int channels;
    private int conditionChannels;
    private int baseWidth = 32;
    private List<Integer> multipliers = List.of(1, 1, 2, 2, 4, 4);
    private int residualBlocks = 2;
    private Optional<SortedSet<Integer>> attentionLevels = Optional.empty();
    private UpwardAttention upwardAttention = UpwardAttention.ALL_LEVELS;
    private boolean middleAttention = true;
    private int groups = 32;
    private double dropout;
    private GuideInput guideInput = GuideInput.CONCAT;
    private int patch = 1;

    private Builder(int channels, int conditionChannels) {
      this.channels = channels;
      this.conditionChannels = conditionChannels;
    }

    /** Channels of the sample and of the condition. */
    public Builder channels(int sample, int condition) {
      this.channels = sample;
      this.conditionChannels = condition;
      return this;
    }

    /** Channels of the first feature map. */
    public Builder baseWidth(int width) {
      this.baseWidth = width;
      return this;
    }

    /** Multiple of the base width, level by level. */
    public Builder multipliers(Integer... perLevel) {
      this.multipliers = List.of(perLevel);
      return this;
    }

    /** Multiple of the base width, level by level. */
    public Builder multipliers(List<Integer> perLevel) {
      this.multipliers = List.copyOf(perLevel);
      return this;
    }

    /** Residual blocks of a level. */
    public Builder residualBlocks(int perLevel) {
      this.residualBlocks = perLevel;
      return this;
    }

    /** The levels with attention; the lowest alone unless set, whatever the number of levels. */
    public Builder attentionLevels(Set<Integer> levels) {
      this.attentionLevels = Optional.of(ImmutableSortedSet.copyOf(levels));
      return this;
    }

    /** Where the way up has attention. */
    public Builder upwardAttention(UpwardAttention where) {
      this.upwardAttention = where;
      return this;
    }

    /** Whether the middle has attention. */
    public Builder middleAttention(boolean present) {
      this.middleAttention = present;
      return this;
    }

    /** Groups of the group normalisation. */
    public Builder groups(int count) {
      this.groups = count;
      return this;
    }

    /** Share of values dropped while training. */
    public Builder dropout(double rate) {
      this.dropout = rate;
      return this;
    }

    /** How the condition enters. */
    public Builder guideInput(GuideInput how) {
      this.guideInput = how;
      return this;
    }

    /** Side of the blocks of pixels that the network takes as channels; 1 takes single pixels. */
    public Builder patch(int side) {
      this.patch = side;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if one is out of range or two do not fit together
     */
    @CheckReturnValue
    public UNetConfig build() {
      return new UNetConfig(this);
    }
  }
}
