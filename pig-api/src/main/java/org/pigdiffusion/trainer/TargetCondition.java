package org.pigdiffusion.trainer;

/** What model y is shown of x while it is trained. */
public enum TargetCondition {
  /**
   * The clean estimate that the frozen model x makes in one step from (x_t, y_t, t): what model y
   * meets when sampling, and what the PIG authors do.
   */
  PREDICTED_CLEAN,
  /** As {@link #PREDICTED_CLEAN}, limited to [-1, 1]: for samplers that limit the guide. */
  PREDICTED_CLEAN_LIMITED,
  /** The true x_0 (Algorithm 1): model y is then any conditional model, and needs no model x. */
  TRUE_CLEAN
}
