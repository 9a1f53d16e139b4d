package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.Shape;
import org.pigdiffusion.examples.common.Flips;
import org.pigdiffusion.examples.common.GuideInTraining;
import org.pigdiffusion.examples.common.NetworkChecks;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.UNetOptions;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Option;

/** The options of generators that all programs of this project have. */
public final class PairOptions {
  private static final String COARSE_FIRST = "--pair-coarse-first";
  private static final String GUIDE = "--pair-guide-in-training";
  private static final int WIDTH = 24;
  private static final long SEED = 1;

  @Option(
      names = "--pair-width",
      converter = OptionValues.Positive.class,
      description = "channels of the first feature map of the generators' networks")
  private int width = WIDTH;

  @Option(
      names = "--pair-dropout",
      converter = OptionValues.Share.class,
      description =
          "share of values set to zero in each residual block of the generators' networks while"
              + " they learn, below 1, against learning few images by heart; not where ControlNet"
              + " learns to steer")
  private double dropout;

  @Option(
      names = "--pair-flips",
      description =
          "sides of pairs that are exchanged half of the time while generators learn:"
              + " ${COMPLETION-CANDIDATES}; LEFT_RIGHT for pictures that stand upright")
  private Flips flips = Flips.BOTH;

  @Option(
      names = COARSE_FIRST,
      converter = OptionValues.NotNegative.class,
      description =
          "how many smaller sizes the pair's networks learn at first, each with all steps: 1 for"
              + " half of the side")
  private int coarseFirst;

  @Option(
      names = GUIDE,
      description =
          "what the pair's model y is shown of the masks while it learns: CLEAN (the true ones),"
              + " ESTIMATE (what model x estimates)")
  private GuideInTraining guide = GuideInTraining.CLEAN;

  @Option(names = "--pair-seed", description = "decides everything random of the generators")
  private long seed = SEED;

  /** Whether all is at its default. */
  public boolean isUnset() {
    return width == WIDTH
        && dropout == 0
        && flips == Flips.BOTH
        && coarseFirst == 0
        && guide == GuideInTraining.CLEAN
        && seed == SEED;
  }

  /** The usual network, of this width and dropout, with a level for each smaller size. */
  public UNetConfig.Builder network(int channels, int conditionChannels) {
    List<Integer> levels = UNetOptions.usualLevels(coarseFirst);
    return UNetConfig.laptop(channels, conditionChannels).toBuilder()
        .baseWidth(width)
        .multipliers(levels)
        .attentionLevels(UNetOptions.lowestTwo(levels.size()))
        .dropout(dropout);
  }

  /**
   * Refuses, before anything is timed or written, what cannot be trained.
   *
   * @param network of the pair's model x
   * @param images the shape of the images
   * @param turns the option by which pairs are turned, and whether they are
   * @param multipliers the option that chooses the levels; empty if there is none
   */
  public void require(UNetConfig network, Shape images, Turns turns, Optional<String> multipliers) {
    if (guide == GuideInTraining.NOISY) {
      throw new IllegalArgumentException(
          GUIDE
              + ": expected CLEAN or ESTIMATE, since no sampler guides by noisy masks, found NOISY");
    }
    if (turns.wanted() && flips != Flips.BOTH) {
      throw new IllegalArgumentException(
          "%s: expected with --pair-flips BOTH, of which turns are made, found --pair-flips %s;"
                  .formatted(turns.option(), flips)
              + " leave one of the two out");
    }
    NetworkChecks.requireLevels(
        network,
        coarseFirst,
        COARSE_FIRST,
        multipliers
            .map(
                option ->
                    "leave %s out, or let it begin with %d times 1 and have two more levels"
                        .formatted(option, coarseFirst))
            .orElse("give fewer"));
    List<String> levels = new ArrayList<>();
    multipliers.ifPresent(levels::add);
    if (coarseFirst > 1) { // one brings no further level
      levels.add(COARSE_FIRST);
    }
    NetworkChecks.requireSize(network, images, levels);
  }

  /**
   * Turns by 90 degrees.
   *
   * @param option that asks for them
   * @param wanted whether it does
   */
  public record Turns(String option, boolean wanted) {}

  /** What the networks are and how they learn, in words. */
  public String described() {
    String sizes =
        coarseFirst == 0
            ? "no smaller size first"
            : "%d smaller size(s) first".formatted(coarseFirst);
    String learnt = guide == GuideInTraining.CLEAN ? "the true masks" : "estimated masks";
    return "U-Nets of width %d, dropout %s; %s; %s; y learns from %s; seed %d"
        .formatted(width, dropout, flips.described(), sizes, learnt, seed);
  }

  /** The random changes of pairs, with turns by 90 degrees or without. */
  public Augmentation augmentation(boolean quarterTurns) {
    return flips.augmentation(quarterTurns);
  }

  /** What the pair's model y is shown of the masks while it learns. */
  public TargetCondition condition() {
    return guide.condition();
  }

  /** How pairs are flipped and turned while generators learn. */
  public UnequalFlips.Changes changes(boolean quarterTurns) {
    return new UnequalFlips.Changes(flips, quarterTurns);
  }

  /** How many smaller sizes come first. */
  public int coarseFirst() {
    return coarseFirst;
  }

  /** Decides everything random. */
  public long seed() {
    return seed;
  }
}
