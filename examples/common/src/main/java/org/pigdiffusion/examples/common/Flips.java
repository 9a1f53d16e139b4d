package org.pigdiffusion.examples.common;

import org.pigdiffusion.trainer.Augmentation;

/** Which sides of a pair are exchanged half of the time while networks learn. */
public enum Flips {
  /** Left and right, top and bottom: for pictures without an upright position. */
  BOTH,
  /** Left and right alone: for pictures that stand upright. */
  LEFT_RIGHT,
  /** None. */
  NONE;

  /** For readers of a report. */
  public String described() {
    return switch (this) {
      case BOTH -> "left and right, and top and bottom, exchanged half of the time";
      case LEFT_RIGHT -> "left and right exchanged half of the time";
      case NONE -> "no flips";
    };
  }

  /**
   * The random changes of {@link org.pigdiffusion.trainer.TrainingConfig#laptop}, with these flips.
   *
   * @param quarterTurns whether pairs are turned by 90 degrees too
   * @throws IllegalArgumentException if they are, but not both flips are there, of which turns are
   *     made
   */
  public Augmentation augmentation(boolean quarterTurns) {
    Augmentation standard = Augmentation.standard();
    Augmentation flipped =
        standard.withFlips(
            this == NONE ? 0 : standard.horizontalFlip(),
            this == BOTH ? standard.verticalFlip() : 0);
    return quarterTurns ? flipped.withQuarterTurns() : flipped;
  }
}
