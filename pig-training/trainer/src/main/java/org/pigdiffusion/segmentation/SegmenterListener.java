package org.pigdiffusion.segmentation;

/**
 * Hears of the training of a segmentation network while it goes on, and can end it. Called by the
 * thread that trains, which waits for the answer.
 */
public interface SegmenterListener {

  /**
   * After each step.
   *
   * @param step the steps done
   * @param steps how many there are to be
   * @param loss of this step
   */
  default void onStep(int step, int steps, double loss) {}

  /**
   * After each validation.
   *
   * @param validation what came of it
   * @param best whether it is the best so far
   */
  default void onValidation(SegmenterReport.Validation validation, boolean best) {}

  /**
   * Whether to stop. Asked after each step; training then writes a checkpoint, from which the same
   * call goes on, and returns. An interrupt of the thread does the same.
   */
  default boolean isCancelled() {
    return false;
  }

  /** A listener that does nothing. */
  static SegmenterListener none() {
    return new SegmenterListener() {};
  }
}
