package org.pigdiffusion.examples.common;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options of the network of a diffusion model. */
public final class UNetOptions {
  @Option(
      names = "--width",
      converter = OptionValues.Positive.class,
      description = "channels of the first feature map")
  private int width;

  @Option(
      names = "--groups",
      converter = OptionValues.Positive.class,
      description = "groups of the group normalisation")
  private int groups = 8;

  @Option(
      names = "--multipliers",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description =
          "multiples of the width, by level; 1,2,4,4 unless given; with --coarse-first above 1, where"
              + " it is an option, further 1s come before them")
  private List<Integer> multipliers = List.of();

  @Option(
      names = "--attention",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description = "levels with attention, from 0; the two lowest unless given")
  private Set<Integer> attention = Set.of();

  @Option(
      names = "--blocks",
      converter = OptionValues.Positive.class,
      description = "residual blocks of a level")
  private int blocks = 1;

  @Option(
      names = "--patch",
      description = "side of the blocks of pixels that the network takes as channels: 1, 2, 4 or 8")
  private int patch = 1;

  @Option(
      names = "--dropout",
      converter = OptionValues.Share.class,
      description =
          "share of values set to zero in each residual block while the network learns, below 1,"
              + " against learning few images by heart")
  private double dropout;

  /** With the width that a network has if the option is absent. */
  public UNetOptions(int width) {
    this.width = width;
  }

  /** The network for so many channels of a sample and of its condition. */
  public UNetConfig config(int channels, int conditionChannels) {
    return config(channels, conditionChannels, 0);
  }

  /**
   * The same for a training that learns smaller sizes first.
   *
   * @param coarseFirst how many smaller sizes
   */
  public UNetConfig config(int channels, int conditionChannels, int coarseFirst) {
    List<Integer> levels = multipliers.isEmpty() ? usualLevels(coarseFirst) : multipliers;
    return UNetConfig.laptop(channels, conditionChannels).toBuilder()
        .baseWidth(width)
        .groups(groups)
        .multipliers(levels)
        .residualBlocks(blocks)
        .attentionLevels(attention.isEmpty() ? lowestTwo(levels.size()) : attention)
        .patch(patch)
        .dropout(dropout)
        .build();
  }

  /**
   * The multipliers of the usual network. For each size but the last that is learnt there is a
   * first level of multiplier 1, which is left out at the smaller sizes.
   *
   * @param coarseFirst how many smaller sizes are learnt first
   */
  public static List<Integer> usualLevels(int coarseFirst) {
    return Stream.concat(
            Collections.nCopies(Math.max(1, coarseFirst), 1).stream(), Stream.of(2, 4, 4))
        .toList();
  }

  /** The two lowest of some levels, or the only one. */
  public static Set<Integer> lowestTwo(int levels) {
    return levels == 1 ? Set.of(0) : Set.of(levels - 2, levels - 1);
  }
}
