package org.pigdiffusion.trainer.djl;

import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.trainer.LossPoint;

/**
 * Everything that changes while a stage is trained: what a checkpoint holds. The random state is
 * the number of steps, since the random numbers of a step are keyed by it.
 */
final class StageState {
  final float[] weights;
  final float[] average;
  final float[] firstMoment;
  final float[] secondMoment;

  /** The average at the best validation; the latest average before the first. */
  float[] best;

  Progress progress = Progress.START;
  final List<Double> trainingLoss = new ArrayList<>();
  final List<LossPoint> validationLoss = new ArrayList<>();

  StageState(float[] weights, float[] average, float[] firstMoment, float[] secondMoment) {
    this.weights = weights;
    this.average = average;
    this.firstMoment = firstMoment;
    this.secondMoment = secondMoment;
    this.best = average.clone();
  }

  /** The weights to hand on: the averaged ones of the best validation, or the latest before one. */
  float[] result() {
    return progress.bestStep() > 0 ? best : average;
  }

  /** Whether a stage of so many steps has ended. */
  boolean ended(int steps) {
    return progress.ended(steps);
  }

  static StageState start(float[] weights) {
    return new StageState(
        weights, weights.clone(), new float[weights.length], new float[weights.length]);
  }
}
