package org.pigdiffusion.trainer.djl;

/**
 * The numbers that steer a stage.
 *
 * @param step optimiser steps done
 * @param bestStep the step of the best validation, 0 before the first
 * @param bestLoss its loss
 * @param withoutImprovement validations since the best
 * @param plateau what the plateau rule remembers
 * @param gaveUp whether it ended early for want of improvement
 */
record Progress(
    int step,
    int bestStep,
    double bestLoss,
    int withoutImprovement,
    Plateau plateau,
    boolean gaveUp) {
  static final Progress START =
      new Progress(0, 0, Double.POSITIVE_INFINITY, 0, Plateau.START, false);

  Progress withStep(int done) {
    return new Progress(done, bestStep, bestLoss, withoutImprovement, plateau, gaveUp);
  }

  Progress withPlateau(Plateau changed) {
    return new Progress(step, bestStep, bestLoss, withoutImprovement, changed, gaveUp);
  }

  Progress withGaveUp(boolean now) {
    return new Progress(step, bestStep, bestLoss, withoutImprovement, plateau, now);
  }

  /** Whether a stage of so many steps has ended. */
  boolean ended(int steps) {
    return gaveUp || step >= steps;
  }

  boolean improvedBy(double loss) {
    return loss < bestLoss;
  }

  Progress validated(double loss) {
    return improvedBy(loss)
        ? new Progress(step, step, loss, 0, plateau, gaveUp)
        : new Progress(step, bestStep, bestLoss, withoutImprovement + 1, plateau, gaveUp);
  }
}
