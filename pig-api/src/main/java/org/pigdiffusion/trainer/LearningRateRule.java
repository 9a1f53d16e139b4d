package org.pigdiffusion.trainer;

/** How the learning rate changes along a stage, as a factor of the rate that was set. */
public sealed interface LearningRateRule {

  /** Steps in which the factor first rises evenly from near 0 to 1, at least 0. */
  int warmUp();

  /** No change after the warm-up. */
  record Constant(int warmUp) implements LearningRateRule {
    /** Creates the rule. */
    public Constant {
      requireWarmUp(warmUp);
    }
  }

  /** Half a cosine wave from 1 after the warm-up to 0 at the stage's last step. */
  record Cosine(int warmUp) implements LearningRateRule {
    /** Creates the rule. */
    public Cosine {
      requireWarmUp(warmUp);
    }
  }

  /**
   * Lowered whenever the validation loss has stopped falling.
   *
   * @param warmUp steps of warm-up
   * @param factor what the rate is multiplied by, in (0, 1)
   * @param patience validations without improvement that are let pass, at least 0
   */
  record OnPlateau(int warmUp, double factor, int patience) implements LearningRateRule {
    /** Creates the rule. */
    public OnPlateau {
      requirePlateau(warmUp, factor, patience);
    }
  }

  /**
   * Lowered whenever the training loss has stopped falling: its mean over some steps is what
   * counts, such as over an epoch.
   *
   * @param warmUp steps of warm-up
   * @param factor what the rate is multiplied by, in (0, 1)
   * @param patience means without improvement that are let pass, at least 0
   * @param everySteps the steps that a mean is taken of, at least 1
   */
  record OnTrainingPlateau(int warmUp, double factor, int patience, int everySteps)
      implements LearningRateRule {
    /** Creates the rule. */
    public OnTrainingPlateau {
      requirePlateau(warmUp, factor, patience);
      Checks.require(everySteps >= 1, "everySteps", "at least 1", everySteps);
    }
  }

  private static void requirePlateau(int warmUp, double factor, int patience) {
    requireWarmUp(warmUp);
    Checks.require(factor > 0 && factor < 1, "factor", "in (0,1)", factor);
    Checks.require(patience >= 0, "patience", "at least 0", patience);
  }

  private static void requireWarmUp(int warmUp) {
    Checks.require(warmUp >= 0, "warmUp", "at least 0", warmUp);
  }
}
