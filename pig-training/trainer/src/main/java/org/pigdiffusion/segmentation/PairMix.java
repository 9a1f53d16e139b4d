package org.pigdiffusion.segmentation;

import java.util.OptionalDouble;

/**
 * How generated pairs are mixed into real ones while a segmentation network learns. Immutable and
 * thread-safe.
 *
 * @param share of the pairs learnt from that are generated, in (0, 1); empty if real and generated
 *     pairs are one pool, in which each counts alike
 * @param generatedAlone the share of the steps, at the start, that learn from generated pairs
 *     alone, in [0, 1)
 * @param realAlone whether the steps after those learn from real pairs alone
 * @param lossWeight of a generated pair, greater than 0; that of a real one is 1
 */
public record PairMix(
    OptionalDouble share, double generatedAlone, boolean realAlone, double lossWeight) {
  /** Creates a mix; the factories below are easier to read. */
  public PairMix {
    double ofShare = share.orElse(0.5);
    require(ofShare > 0 && ofShare < 1, "share", "in (0,1)", ofShare);
    require(
        generatedAlone >= 0 && generatedAlone < 1, "generatedAlone", "in [0,1)", generatedAlone);
    require(
        lossWeight > 0 && Double.isFinite(lossWeight), "lossWeight", "greater than 0", lossWeight);
    require(
        !realAlone || generatedAlone > 0, "generatedAlone", "above 0 if realAlone", generatedAlone);
  }

  private static void require(boolean holds, String name, String expected, double found) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", found " + found);
    }
  }

  /** Real and generated pairs as one pool: twice as many generated ones have twice the say. */
  public static PairMix pooled() {
    return new PairMix(OptionalDouble.empty(), 0, false, 1);
  }

  /** A fixed share of generated pairs in every stretch of the training, however many there are. */
  public static PairMix share(double ofGenerated) {
    return new PairMix(OptionalDouble.of(ofGenerated), 0, false, 1);
  }

  /** First generated pairs alone, for a share of the steps, then real pairs alone. */
  public static PairMix generatedFirst(double shareOfSteps) {
    return new PairMix(OptionalDouble.empty(), shareOfSteps, true, 1);
  }

  /** This mix, the loss of a generated pair multiplied by a weight. */
  public PairMix withLossWeight(double weight) {
    return new PairMix(share, generatedAlone, realAlone, weight);
  }

  /** The steps that learn from generated pairs alone. */
  int generatedSteps(int steps) {
    return (int) (generatedAlone * steps);
  }

  /**
   * The share of generated pairs in a step.
   *
   * @param step from 0
   */
  double share(int step, int steps, int real, int generated) {
    if (step < generatedSteps(steps)) {
      return 1;
    }
    return realAlone ? 0 : share.orElse((double) generated / (generated + real));
  }
}
