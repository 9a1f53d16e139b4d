package org.pigdiffusion.unet;

import com.google.common.collect.ImmutableSortedSet;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * The settings of a U-Net. Level 0 works at the size of the image, or at that of its patches; each
 * further level halves it.
 */
public final class UNetConfig {
  private final UNetSettings settings;

  private UNetConfig(UNetSettings settings) {
    this.settings = settings;
    settings.require();
  }

  /**
   * Starts from the settings of {@link #reference} with other channels. A network with another
   * number of levels has its attention at the lowest of them too, unless told otherwise.
   */
  public static Builder builder(int channels, int conditionChannels) {
    return new Builder(new UNetSettings(channels, conditionChannels));
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    return new Builder(new UNetSettings(settings));
  }

  /** Channels of the noisy sample and of the output. */
  public int channels() {
    return settings.channels;
  }

  /** Channels of the condition, 0 for an unconditional network. */
  public int conditionChannels() {
    return settings.conditionChannels;
  }

  /** Channels of the first feature map; an even number. */
  public int baseWidth() {
    return settings.baseWidth;
  }

  /** For each level, its channels as a multiple of the base width. */
  public List<Integer> multipliers() {
    return settings.multipliers;
  }

  /** Residual blocks of a level on the way down; one more on the way up. */
  public int residualBlocks() {
    return settings.residualBlocks;
  }

  /** The levels with attention after each residual block. */
  public SortedSet<Integer> attentionLevels() {
    return settings.attentionLevels();
  }

  /** Whether the way up has attention at all of them. */
  public UpwardAttention upwardAttention() {
    return settings.upwardAttention;
  }

  /** Whether there is attention between the two middle blocks. */
  public boolean middleAttention() {
    return settings.middleAttention;
  }

  /** Groups of the group normalisation; divides the channels of every level. */
  public int groups() {
    return settings.groups;
  }

  /** Share of values set to zero in a residual block while training, in [0, 1). */
  public double dropout() {
    return settings.dropout;
  }

  /** How the condition enters. */
  public GuideInput guideInput() {
    return settings.guideInput;
  }

  /**
   * Side of the square blocks of pixels that the network takes as channels: 1, 2, 4 or 8. From 2
   * on, level 0 works on an image so many times smaller with {@code patch^2} times the channels,
   * which spares the finest and dearest level (space to depth; Shi et al. 2016, arXiv 1609.05158).
   * The values only change their places, so noise stays noise.
   */
  public int patch() {
    return settings.patch;
  }

  /**
   * How many numbers the network is told of the augmentation of each training image, 0 for none.
   * They are for training alone: see {@link UNetOps#addLabels}.
   */
  public int augmentationLabels() {
    return settings.augmentationLabels;
  }

  /** The same network without labels: the one that samples. */
  public UNetConfig withoutAugmentationLabels() {
    return toBuilder().augmentationLabels(0).build();
  }

  /**
   * A small network for images of 64x64 that learns in hours on a CPU: width 24, multipliers
   * 1,2,4,4, one residual block, attention at levels 2 and 3. With one channel each it has
   * 2,549,953 parameters. See {@link org.pigdiffusion.trainer.TrainingConfig#laptop}.
   */
  public static UNetConfig laptop(int channels, int conditionChannels) {
    return builder(channels, conditionChannels)
        .baseWidth(24)
        .multipliers(1, 2, 4, 4)
        .residualBlocks(1)
        .groups(8)
        .attentionLevels(Set.of(2, 3))
        .build();
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
    return patch() << (multipliers().size() - 1);
  }

  /** Channels of a level. */
  public int width(int level) {
    return baseWidth() * multipliers().get(level);
  }

  /** The same network for the other role of a pair: channels and condition channels swapped. */
  public UNetConfig mirrored() {
    return toBuilder().channels(conditionChannels(), channels()).build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UNetConfig that && settings.equals(that.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return "UNetConfig" + settings;
  }

  /** Collects settings; those not set are the ones of {@link UNetConfig#reference}. */
  public static final class Builder {
    private final UNetSettings settings;

    private Builder(UNetSettings settings) {
      this.settings = settings;
    }

    /** Channels of the sample and of the condition. */
    @CanIgnoreReturnValue
    public Builder channels(int sample, int condition) {
      settings.channels = sample;
      settings.conditionChannels = condition;
      return this;
    }

    /** Channels of the first feature map. */
    @CanIgnoreReturnValue
    public Builder baseWidth(int width) {
      settings.baseWidth = width;
      return this;
    }

    /** Multiple of the base width, level by level. */
    @CanIgnoreReturnValue
    public Builder multipliers(Integer... perLevel) {
      settings.multipliers = List.of(perLevel);
      return this;
    }

    /** Multiple of the base width, level by level. */
    @CanIgnoreReturnValue
    public Builder multipliers(List<Integer> perLevel) {
      settings.multipliers = List.copyOf(perLevel);
      return this;
    }

    /** Residual blocks of a level. */
    @CanIgnoreReturnValue
    public Builder residualBlocks(int perLevel) {
      settings.residualBlocks = perLevel;
      return this;
    }

    /** The levels with attention; the lowest alone unless set, whatever the number of levels. */
    @CanIgnoreReturnValue
    public Builder attentionLevels(Set<Integer> levels) {
      settings.attentionLevels = Optional.of(ImmutableSortedSet.copyOf(levels));
      return this;
    }

    /** Where the way up has attention. */
    @CanIgnoreReturnValue
    public Builder upwardAttention(UpwardAttention where) {
      settings.upwardAttention = where;
      return this;
    }

    /** Whether the middle has attention. */
    @CanIgnoreReturnValue
    public Builder middleAttention(boolean present) {
      settings.middleAttention = present;
      return this;
    }

    /** Groups of the group normalisation. */
    @CanIgnoreReturnValue
    public Builder groups(int count) {
      settings.groups = count;
      return this;
    }

    /** Share of values dropped while training. */
    @CanIgnoreReturnValue
    public Builder dropout(double rate) {
      settings.dropout = rate;
      return this;
    }

    /** How the condition enters. */
    @CanIgnoreReturnValue
    public Builder guideInput(GuideInput how) {
      settings.guideInput = how;
      return this;
    }

    /** Side of the blocks of pixels that the network takes as channels; 1 takes single pixels. */
    @CanIgnoreReturnValue
    public Builder patch(int side) {
      settings.patch = side;
      return this;
    }

    /** How many numbers the network is told of the augmentation while it learns. */
    @CanIgnoreReturnValue
    public Builder augmentationLabels(int count) {
      settings.augmentationLabels = count;
      return this;
    }

    /**
     * Builds the settings.
     *
     * @throws IllegalArgumentException if one is out of range or two do not fit together
     */
    public UNetConfig build() {
      return new UNetConfig(settings.complete());
    }
  }
}
