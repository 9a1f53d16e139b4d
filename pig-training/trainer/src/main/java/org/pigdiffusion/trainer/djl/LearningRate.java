package org.pigdiffusion.trainer.djl;

import java.util.List;
import org.pigdiffusion.trainer.LearningRateRule;

/**
 * The learning rate of each step of a stage. Only the plateau rules change the plateau's factor.
 */
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
    return plateau.factor();
  }

  /** After a validation of this loss. */
  Plateau validated(double loss, Plateau plateau) {
    return rule instanceof LearningRateRule.OnPlateau onPlateau
        ? plateau.after(loss, onPlateau.factor(), onPlateau.patience())
        : plateau;
  }

  /** After the training steps that had these losses, of which some have just been done. */
  Plateau trained(List<Double> losses, Plateau plateau) {
    if (!(rule instanceof LearningRateRule.OnTrainingPlateau onPlateau)
        || losses.size() % onPlateau.everySteps() != 0) {
      return plateau;
    }
    List<Double> latest = losses.subList(losses.size() - onPlateau.everySteps(), losses.size());
    double mean = latest.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return plateau.after(mean, onPlateau.factor(), onPlateau.patience());
  }
}
