package org.pigdiffusion.unet;

/** What the settings of a U-Net must keep to. */
final class UNetChecks {
  /** With more, an image would need over 32768 rows to be halved so often. */
  private static final int MOST_LEVELS = 16;

  private static final int LARGEST_PATCH = 8;

  private UNetChecks() {}

  /** Refuses a setting that is out of range, and two that do not fit together. */
  static void require(UNetConfig config) {
    require(config.channels() >= 1, "channels", "at least 1", config.channels());
    require(
        config.conditionChannels() >= 0,
        "conditionChannels",
        "at least 0",
        config.conditionChannels());
    require(
        config.baseWidth() >= 4 && config.baseWidth() % 2 == 0,
        "baseWidth",
        "an even number from 4",
        config.baseWidth());
    require(
        !config.multipliers().isEmpty() && config.multipliers().size() <= MOST_LEVELS,
        "multipliers",
        "1 to " + MOST_LEVELS,
        config.multipliers());
    require(
        config.multipliers().stream().allMatch(m -> m >= 1),
        "multipliers",
        "at least 1 each",
        config.multipliers());
    require(config.residualBlocks() >= 1, "residualBlocks", "at least 1", config.residualBlocks());
    require(config.groups() >= 1, "groups", "at least 1", config.groups());
    require(
        config.baseWidth() % config.groups() == 0,
        "groups",
        "a divisor of the base width " + config.baseWidth(),
        config.groups());
    require(config.dropout() >= 0 && config.dropout() < 1, "dropout", "in [0,1)", config.dropout());
    int levels = config.multipliers().size();
    require(
        config.attentionLevels().stream().allMatch(l -> l >= 0 && l < levels),
        "attentionLevels",
        "in [0," + (levels - 1) + "]",
        config.attentionLevels());
    require(
        config.guideInput() != GuideInput.ADD || config.conditionChannels() == config.channels(),
        "conditionChannels",
        "the channels of the sample, " + config.channels() + ", since the guide is added",
        config.conditionChannels());
    require(
        config.patch() >= 1
            && config.patch() <= LARGEST_PATCH
            && Integer.bitCount(config.patch()) == 1,
        "patch",
        "1, 2, 4 or 8",
        config.patch());
  }

  private static void require(boolean holds, String name, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
    }
  }
}
