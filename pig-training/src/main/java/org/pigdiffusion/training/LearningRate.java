package org.pigdiffusion.training;

import org.pigdiffusion.trainer.LearningRateRule;

/** The learning rate of each step of a stage. */
record LearningRate(LearningRateRule rule, double rate, int steps) {

  /** The rate of the step that follows {@code done} steps. */
  double after(int done, Plateau plateau) {
    double warm = rule.warmUp() > done ? (done + 1.0) / (rule.warmUp() + 1) : 1;
    return rate * warm * factor(done, plateau);
  }

  private double factor(int done, Plateau plateau) {
    if (rule instanceof LearningRateRule.Cosine) {
      double length = Math.max(1, steps - rule.warmUp());
      double share = Math.min(1, Math.max(0, done - rule.warmUp()) / length);
      return (1 + Math.cos(Math.PI * share)) / 2;
    }
    return rule instanceof LearningRateRule.OnPlateau ? plateau.factor() : 1;
  }

  Plateau validated(double loss, Plateau plateau) {
    return rule instanceof LearningRateRule.OnPlateau onPlateau
        ? plateau.after(loss, onPlateau)
        : plateau;
  }
}
