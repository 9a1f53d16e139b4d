package org.pigdiffusion.segmentation;

import java.util.List;
import org.pigdiffusion.trainer.StopReason;

/**
 * How a segmentation network was trained. Immutable and thread-safe.
 *
 * @param reason why the training ended
 * @param bestStep the step whose weights the network has: the last if nothing was validated
 * @param losses the training loss of each step
 * @param validations in their order
 */
public record SegmenterReport(
    StopReason reason, int bestStep, List<Double> losses, List<Validation> validations) {
  /** Copies the lists. */
  public SegmenterReport {
    losses = List.copyOf(losses);
    validations = List.copyOf(validations);
  }

  /**
   * A validation.
   *
   * @param step the steps done
   * @param dice the mean Dice over the validation images, and over all classes but the background
   */
  public record Validation(int step, double dice) {}

  /** The steps done. */
  public int steps() {
    return losses.size();
  }
}
