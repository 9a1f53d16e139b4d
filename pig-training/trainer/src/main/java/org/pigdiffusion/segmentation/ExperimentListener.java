package org.pigdiffusion.segmentation;

import org.pigdiffusion.evaluation.PairFilter;
import org.pigdiffusion.evaluation.SegmentationRow;

/** Hears of a {@link SegmentationExperiment} while it goes on, and can end it. */
public interface ExperimentListener {

  /** Before a network is trained, or goes on being trained. */
  default void onTraining(SegmentationRow.Key key) {}

  /** After each step of a network's training. */
  default void onStep(SegmentationRow.Key key, int step, int steps, double loss) {}

  /** After the generated pairs of a row were filtered. */
  default void onFiltered(SegmentationRow.Key key, PairFilter.Result result) {}

  /** After a network was measured, or what was measured before was read again. */
  default void onRow(SegmentationRow row) {}

  /** Whether to stop. Asked after each step; the same experiment goes on from there. */
  default boolean isCancelled() {
    return false;
  }

  /** A listener that does nothing. */
  static ExperimentListener none() {
    return new ExperimentListener() {};
  }
}
