package org.pigdiffusion.trainer;

import static java.util.Objects.requireNonNull;

/**
 * Random changes of a training pair, the same for x and y.
 *
 * @param horizontalFlip probability of exchanging left and right, in [0, 1]
 * @param verticalFlip probability of exchanging top and bottom, in [0, 1]
 * @param maxShift the furthest shift in pixels along either axis, at least 0; what moves in from
 *     outside repeats the border
 * @param quarterTurns whether rows and columns are exchanged half of the time, which together with
 *     both flips makes all turns by 90 degrees; for square images. Without flips it would mirror
 *     images instead, and is refused
 * @param told changes that come after these, and that the networks are told of
 */
public record Augmentation(
    double horizontalFlip,
    double verticalFlip,
    int maxShift,
    boolean quarterTurns,
    ToldAugmentation told) {
  /**
   * Creates an augmentation; negative zeros become zero.
   *
   * @throws IllegalArgumentException if a number is out of its range, or if there are quarter turns
   *     but not both flips
   */
  public Augmentation {
    requireNonNull(told, "told");
    Checks.require(isProbability(horizontalFlip), "horizontalFlip", "in [0,1]", horizontalFlip);
    Checks.require(isProbability(verticalFlip), "verticalFlip", "in [0,1]", verticalFlip);
    Checks.require(maxShift >= 0, "maxShift", "at least 0", maxShift);
    Checks.require(
        !quarterTurns || (horizontalFlip > 0 && verticalFlip > 0),
        "quarterTurns",
        "with both flips above 0, of which turns by 90 degrees are made",
        "horizontal flips %s and vertical flips %s".formatted(horizontalFlip, verticalFlip));
    horizontalFlip = Math.abs(horizontalFlip); // a checkpoint knows 0 and -0 as different texts
    verticalFlip = Math.abs(verticalFlip);
  }

  /** Flips, shifts and turns, of which the networks are told nothing. */
  public Augmentation(
      double horizontalFlip, double verticalFlip, int maxShift, boolean quarterTurns) {
    this(horizontalFlip, verticalFlip, maxShift, quarterTurns, ToldAugmentation.none());
  }

  /** Flips and shifts, without turns by 90 degrees. */
  public Augmentation(double horizontalFlip, double verticalFlip, int maxShift) {
    this(horizontalFlip, verticalFlip, maxShift, false);
  }

  /** This augmentation with turns by 90 degrees; it must have both flips. */
  public Augmentation withQuarterTurns() {
    return new Augmentation(horizontalFlip, verticalFlip, maxShift, true, told);
  }

  /** This augmentation with other probabilities of exchanging left and right, top and bottom. */
  public Augmentation withFlips(double horizontal, double vertical) {
    return new Augmentation(horizontal, vertical, maxShift, quarterTurns, told);
  }

  /** This augmentation with another furthest shift. */
  public Augmentation withMaxShift(int pixels) {
    return new Augmentation(horizontalFlip, verticalFlip, pixels, quarterTurns, told);
  }

  /**
   * This augmentation with other changes that the networks are told of; {@link
   * ToldAugmentation#none} for none.
   */
  public Augmentation withTold(ToldAugmentation changes) {
    return new Augmentation(horizontalFlip, verticalFlip, maxShift, quarterTurns, changes);
  }

  private static boolean isProbability(double value) {
    return value >= 0 && value <= 1;
  }

  /** Pairs as they are. */
  public static Augmentation none() {
    return new Augmentation(0, 0, 0);
  }

  /**
   * What the programs that train begin with: left and right exchanged half of the time, top and
   * bottom too, and shifts of up to 2 pixels. Flips are for images that have no upright position.
   */
  public static Augmentation standard() {
    return new Augmentation(0.5, 0.5, 2);
  }

  /** All by name; changes that are told only if there are any, as kept results know the text. */
  @Override
  public String toString() {
    String told = this.told.isNone() ? "" : ", told=" + this.told;
    return "Augmentation[horizontalFlip=%s, verticalFlip=%s, maxShift=%d, quarterTurns=%s%s]"
        .formatted(horizontalFlip, verticalFlip, maxShift, quarterTurns, told);
  }
}
