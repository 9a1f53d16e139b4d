package org.pigdiffusion.trainer;

import org.pigdiffusion.Role;

/**
 * Hears of a training run while it goes on, and can end it. Called by the thread that trains, which
 * waits for the answer.
 */
public interface TrainingListener {

  /**
   * An optimiser step that is done.
   *
   * @param role whose stage
   * @param step its number, from 1
   * @param steps how many the stage is to have
   * @param loss the mean training loss of its batch
   * @param learningRate the rate it used
   * @param seconds how long it took
   */
  record Step(Role role, int step, int steps, double loss, double learningRate, double seconds) {}

  /**
   * A validation that is done.
   *
   * @param role whose stage
   * @param step the steps done so far
   * @param loss the mean loss of the averaged weights on the validation pairs
   * @param best whether it is the lowest so far
   */
  record Validation(Role role, int step, double loss, boolean best) {}

  /** After each optimiser step. */
  default void onStep(Step step) {}

  /** After each validation. */
  default void onValidation(Validation validation) {}

  /**
   * Whether to stop. Asked after each step; the run then writes a checkpoint, from which it can be
   * resumed, and returns.
   */
  default boolean isCancelled() {
    return false;
  }

  /** A listener that does nothing. */
  static TrainingListener none() {
    return new TrainingListener() {};
  }
}
