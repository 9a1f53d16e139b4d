package org.pigdiffusion.training;

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

  /** Scales the gradient so that its norm is at most the limit; returns the norm it had. */
  double clip(float[] gradient) {
    double squares = 0;
    for (float value : gradient) {
      squares += (double) value * value;
    }
    double norm = Math.sqrt(squares);
    if (norm > settings.clipNorm()) {
      float scale = (float) (settings.clipNorm() / norm);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= scale;
      }
    }
    return norm;
  }

  /**
   * Moves the weights and the moments.
   *
   * @param done the steps done before this one
   */
  void step(StageState state, float[] gradient, int done, double learningRate) {
    float beta1 = (float) settings.beta1();
    float beta2 = (float) settings.beta2();
    float epsilon = (float) settings.epsilon();
    float rate = (float) (learningRate / (1 - Math.pow(settings.beta1(), done + 1)));
    float unbias = (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), done + 1)));
    float[] weights = state.weights;
    float[] first = state.firstMoment;
    float[] second = state.secondMoment;
    for (int i = 0; i < weights.length; i++) {
      float g = gradient[i];
      first[i] = beta1 * first[i] + (1 - beta1) * g;
      second[i] = beta2 * second[i] + (1 - beta2) * g * g;
      weights[i] -= rate * first[i] / ((float) Math.sqrt(second[i]) * unbias + epsilon);
    }
  }

  /** Moves the average towards the weights. */
  void average(StageState state, int done) {
    double decay = Math.min(settings.averageDecay(), (1.0 + done) / (10.0 + done));
    float share = (float) (1 - decay);
    float[] average = state.average;
    float[] weights = state.weights;
    for (int i = 0; i < average.length; i++) {
      average[i] += share * (weights[i] - average[i]);
    }
  }
}
