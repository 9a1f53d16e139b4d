package org.pigdiffusion.unet;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** What a {@link UNetConfig} holds and its builder collects, with the defaults. */
final class UNetSettings {
  private static final int LARGEST_PATCH = 8;
  private static final int MOST_LABELS = 256;

  int channels;
  int conditionChannels;
  int baseWidth = 32;
  List<Integer> multipliers = List.of(1, 1, 2, 2, 4, 4);
  int residualBlocks = 2;
  Optional<SortedSet<Integer>> attentionLevels = Optional.empty();
  UpwardAttention upwardAttention = UpwardAttention.ALL_LEVELS;
  boolean middleAttention = true;
  int groups = 32;
  double dropout;
  GuideInput guideInput = GuideInput.CONCAT;
  int patch = 1;
  int augmentationLabels;

  UNetSettings(int channels, int conditionChannels) {
    this.channels = channels;
    this.conditionChannels = conditionChannels;
  }

  UNetSettings(UNetSettings other) {
    channels = other.channels;
    conditionChannels = other.conditionChannels;
    baseWidth = other.baseWidth;
    multipliers = other.multipliers;
    residualBlocks = other.residualBlocks;
    attentionLevels = other.attentionLevels;
    upwardAttention = other.upwardAttention;
    middleAttention = other.middleAttention;
    groups = other.groups;
    dropout = other.dropout;
    guideInput = other.guideInput;
    patch = other.patch;
    augmentationLabels = other.augmentationLabels;
  }

  /** A copy in which the levels with attention are those that it has, whatever the levels. */
  UNetSettings complete() {
    UNetSettings complete = new UNetSettings(this);
    complete.attentionLevels = Optional.of(attentionLevels());
    return complete;
  }

  SortedSet<Integer> attentionLevels() {
    return attentionLevels.orElseGet(() -> ImmutableSortedSet.of(multipliers.size() - 1));
  }

  /** Refuses a setting that is out of range, and two that do not fit together. */
  void require() {
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
        attentionLevels().stream().allMatch(l -> l >= 0 && l < levels),
        "attentionLevels",
        "in [0," + (levels - 1) + "]",
        attentionLevels());
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
    require(
        augmentationLabels >= 0 && augmentationLabels <= MOST_LABELS,
        "augmentationLabels",
        "in [0," + MOST_LABELS + "]",
        augmentationLabels);
    UNetBounds.require(channels, conditionChannels, baseWidth, multipliers, residualBlocks);
  }

  private static void require(boolean holds, String name, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
    }
  }

  private Map<String, Object> byName() {
    ImmutableMap.Builder<String, Object> byName = ImmutableMap.builder();
    byName
        .put("channels", channels)
        .put("conditionChannels", conditionChannels)
        .put("baseWidth", baseWidth)
        .put("multipliers", multipliers)
        .put("residualBlocks", residualBlocks)
        .put("attentionLevels", attentionLevels())
        .put("upwardAttention", upwardAttention)
        .put("middleAttention", middleAttention)
        .put("groups", groups)
        .put("dropout", dropout)
        .put("guideInput", guideInput)
        .put("patch", patch);
    if (augmentationLabels > 0) { // networks without have the text that they always had
      byName.put("augmentationLabels", augmentationLabels);
    }
    return byName.buildOrThrow();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UNetSettings that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  /** All by name, in a fixed order. */
  @Override
  public String toString() {
    return "[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }
}
