package org.pigdiffusion.segmentation;

import org.pigdiffusion.trainer.TrainingListener;

/** Hears of a {@link PigGenerator} while it goes on, and can end it. */
public interface PigListener {
  /** Who hears of the training of a fold's pair, and can end it. Asked once a training. */
  default TrainingListener onTraining(int fold) {
    return TrainingListener.none();
  }

  /**
   * After each batch of sampled pairs.
   *
   * @param fold from 0
   * @param pairs how many are there
   * @param of how many are wanted
   */
  default void onSampled(int fold, int pairs, int of) {}

  /** Whether to stop. Asked after each batch of sampled pairs; the same call goes on from there. */
  default boolean isCancelled() {
    return false;
  }

  /** A listener that does nothing. */
  static PigListener none() {
    return new PigListener() {};
  }
}
