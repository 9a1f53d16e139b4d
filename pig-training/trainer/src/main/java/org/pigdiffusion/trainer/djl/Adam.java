package org.pigdiffusion.trainer.djl;

import org.pigdiffusion.trainer.Optimiser;

/**
 * Adam (Kingma and Ba 2014, Algorithm 1) and the moving average of what it makes. In plain Java, so
 * that its whole state can be written down and read back bit for bit; it takes a few hundredths of
 * a step's time.
 */
final class Adam {
  private final Optimiser settings;

  Adam(Optimiser settings) {
    this.settings = settings;
  }

  /** Scales the gradient so that its norm is at most the setting; returns the norm it had. */
  double clip(float[] gradient) {
    double norm = Math.sqrt(Pieces.sum(gradient.length, (from, to) -> squares(gradient, from, to)));
    if (norm > settings.clipNorm()) {
      float scale = (float) (settings.clipNorm() / norm);
      Pieces.forEach(
          gradient.length,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              gradient[i] *= scale;
            }
          });
    }
    return norm;
  }

  private static double squares(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }

  /**
   * Moves the weights and the moments, then the average towards the weights.
   *
   * @param done the steps done before this one
   */
  void step(StageState state, float[] gradient, int done, double learningRate) {
    float rate = (float) (learningRate / (1 - Math.pow(settings.beta1(), done + 1)));
    float unbias = (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), done + 1)));
    double decay = Math.min(settings.averageDecay(), (1.0 + done) / (10.0 + done));
    float share = (float) (1 - decay);
    Pieces.forEach(
        gradient.length,
        (from, to) -> {
          move(state, gradient, rate, unbias, from, to);
          average(state, share, from, to);
        });
  }

  private void move(
      StageState state, float[] gradient, float rate, float unbias, int from, int to) {
    float beta1 = (float) settings.beta1();
    float beta2 = (float) settings.beta2();
    float epsilon = (float) settings.epsilon();
    float[] weights = state.weights;
    float[] first = state.firstMoment;
    float[] second = state.secondMoment;
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      first[i] = beta1 * first[i] + (1 - beta1) * g;
      second[i] = beta2 * second[i] + (1 - beta2) * g * g;
      weights[i] -= rate * first[i] / ((float) Math.sqrt(second[i]) * unbias + epsilon);
    }
  }

  private static void average(StageState state, float share, int from, int to) {
    float[] average = state.average;
    float[] weights = state.weights;
    for (int i = from; i < to; i++) {
      average[i] += share * (weights[i] - average[i]);
    }
  }
}
