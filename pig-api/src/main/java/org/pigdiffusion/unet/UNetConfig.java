package org.pigdiffusion.unet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a U-Net. Level 0 works at the size of the image, or at that of its patches; each
 * further level halves it.
 *
 * @param channels channels of the noisy sample and of the output
 * @param conditionChannels channels of the condition, 0 for an unconditional network
 * @param baseWidth channels of the first feature map; an even number
 * @param multipliers for each level, its channels as a multiple of the base width
 * @param residualBlocks residual blocks of a level on the way down; one more on the way up
 * @param attentionLevels the levels with attention after each residual block
 * @param upwardAttention whether the way up has attention at all of them
 * @param middleAttention whether there is attention between the two middle blocks
 * @param groups groups of the group normalisation; divides the channels of every level
 * @param dropout share of values set to zero in a residual block while training, in [0, 1)
 * @param guideInput how the condition enters
 * @param patch side of the square blocks of pixels that the network takes as channels: 1, 2, 4 or
 *     8. From 2 on, level 0 works on an image so many times smaller with {@code patch^2} times the
 *     channels, which spares the finest and dearest level (space to depth; Shi et al. 2016, arXiv
 *     1609.05158). The values only change their places, so noise stays noise
 */
public record UNetConfig(
    int channels,
    int conditionChannels,
    int baseWidth,
    ImmutableList<Integer> multipliers,
    int residualBlocks,
    ImmutableSortedSet<Integer> attentionLevels,
    UpwardAttention upwardAttention,
    boolean middleAttention,
    int groups,
    double dropout,
    GuideInput guideInput,
    int patch) {

  private static final int LARGEST_PATCH = 8;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if one is out of range or two do not fit together
   */
  public UNetConfig {
    require(channels >= 1, "channels", "at least 1", channels);
    require(conditionChannels >= 0, "conditionChannels", "at least 0", conditionChannels);
    require(baseWidth >= 4 && baseWidth % 2 == 0, "baseWidth", "an even number from 4", baseWidth);
    require(
        !multipliers.isEmpty() && multipliers.size() <= UNetBounds.MOST_LEVELS,
        "multipliers",
        "1 to " + UNetBounds.MOST_LEVELS,
        multipliers);
    require(
        multipliers.stream().allMatch(m -> m >= 1), "multipliers", "at least 1 each", multipliers);
    require(residualBlocks >= 1, "residualBlocks", "at least 1", residualBlocks);
    require(groups >= 1, "groups", "at least 1", groups);
    require(baseWidth % groups == 0, "groups", "a divisor of the base width " + baseWidth, groups);
    require(dropout >= 0 && dropout < 1, "dropout", "in [0,1)", dropout);
    int levels = multipliers.size();
    require(
        attentionLevels.stream().allMatch(l -> l >= 0 && l < levels),
        "attentionLevels",
        "in [0," + (levels - 1) + "]",
        attentionLevels);
    require(
        guideInput != GuideInput.ADD || conditionChannels == channels,
        "conditionChannels",
        "the channels of the sample, " + channels + ", since the guide is added",
        conditionChannels);
    require(
        patch >= 1 && patch <= LARGEST_PATCH && Integer.bitCount(patch) == 1,
        "patch",
        "1, 2, 4 or 8",
        patch);
    UNetBounds.require(channels, conditionChannels, baseWidth, multipliers, residualBlocks);
  }

  private static void require(boolean holds, String name, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
    }
  }

  /**
   * Starts from the settings of {@link #reference} with other channels. A network with another
   * number of levels has its attention at the lowest of them too, unless told otherwise.
   */
  public static Builder builder(int channels, int conditionChannels) {
    return new Builder(channels, conditionChannels);
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

  /** Collects settings; those not set are the ones of {@link UNetConfig#reference}. */
  public static final class Builder {
    private int channels;
    private int conditionChannels;
    private int baseWidth = 32;
    private ImmutableList<Integer> multipliers = ImmutableList.of(1, 1, 2, 2, 4, 4);
    private int residualBlocks = 2;
    private Optional<ImmutableSortedSet<Integer>> attentionLevels = Optional.empty();
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
    @CanIgnoreReturnValue
    public Builder channels(int sample, int condition) {
      this.channels = sample;
      this.conditionChannels = condition;
      return this;
    }

    /** Channels of the first feature map. */
    @CanIgnoreReturnValue
    public Builder baseWidth(int width) {
      this.baseWidth = width;
      return this;
    }

    /** Multiple of the base width, level by level. */
    @CanIgnoreReturnValue
    public Builder multipliers(Integer... perLevel) {
      this.multipliers = ImmutableList.copyOf(perLevel);
      return this;
    }

    /** Multiple of the base width, level by level. */
    @CanIgnoreReturnValue
    public Builder multipliers(List<Integer> perLevel) {
      this.multipliers = ImmutableList.copyOf(perLevel);
      return this;
    }

    /** Residual blocks of a level. */
    @CanIgnoreReturnValue
    public Builder residualBlocks(int perLevel) {
      this.residualBlocks = perLevel;
      return this;
    }

    /** The levels with attention; the lowest alone unless set, whatever the number of levels. */
    @CanIgnoreReturnValue
    public Builder attentionLevels(Set<Integer> levels) {
      this.attentionLevels = Optional.of(ImmutableSortedSet.copyOf(levels));
      return this;
    }

    /** Where the way up has attention. */
    @CanIgnoreReturnValue
    public Builder upwardAttention(UpwardAttention where) {
      this.upwardAttention = where;
      return this;
    }

    /** Whether the middle has attention. */
    @CanIgnoreReturnValue
    public Builder middleAttention(boolean present) {
      this.middleAttention = present;
      return this;
    }

    /** Groups of the group normalisation. */
    @CanIgnoreReturnValue
    public Builder groups(int count) {
      this.groups = count;
      return this;
    }

    /** Share of values dropped while training. */
    @CanIgnoreReturnValue
    public Builder dropout(double rate) {
      this.dropout = rate;
      return this;
    }

    /** How the condition enters. */
    @CanIgnoreReturnValue
    public Builder guideInput(GuideInput how) {
      this.guideInput = how;
      return this;
    }

    /** Side of the blocks of pixels that the network takes as channels; 1 takes single pixels. */
    @CanIgnoreReturnValue
    public Builder patch(int side) {
      this.patch = side;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if one is out of range or two do not fit together
     */
    public UNetConfig build() {
      return new UNetConfig(
          channels,
          conditionChannels,
          baseWidth,
          multipliers,
          residualBlocks,
          attentionLevels.orElseGet(() -> ImmutableSortedSet.of(multipliers.size() - 1)),
          upwardAttention,
          middleAttention,
          groups,
          dropout,
          guideInput,
          patch);
    }
  }
}
