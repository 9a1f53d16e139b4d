package org.pigdiffusion.trainer;

/** Why a stage has ended. */
public enum StopReason {
  /** It did not begin: the weights were given, and no steps asked for. */
  GIVEN,
  /** All its steps are done. */
  STEPS_DONE,
  /** The validation loss had stopped falling. */
  NO_IMPROVEMENT,
  /** The listener asked for it. */
  CANCELLED
}
