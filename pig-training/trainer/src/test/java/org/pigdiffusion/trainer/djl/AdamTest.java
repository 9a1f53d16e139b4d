package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.trainer.Optimiser;

class AdamTest {
  private static final Optimiser SETTINGS =
      Optimiser.builder()
          .learningRate(0.1)
          .betas(0.9, 0.99)
          .epsilon(1e-3)
          .clipNorm(5)
          .averageDecay(0.5)
          .build();

  /** By hand from Kingma and Ba 2014, Algorithm 1, in double. */
  @Test
  void followsTheAlgorithm() {
    StageState state = StageState.start(new float[] {1, -2});
    double[] weights = {1, -2};
    double[] first = new double[2];
    double[] second = new double[2];
    float[][] gradients = {{0.5f, -1}, {0.25f, 2}, {-3, 0}};
    for (int t = 1; t <= gradients.length; t++) {
      for (int i = 0; i < 2; i++) {
        double g = gradients[t - 1][i];
        first[i] = 0.9 * first[i] + 0.1 * g;
        second[i] = 0.99 * second[i] + 0.01 * g * g;
        double unbiased = first[i] / (1 - Math.pow(0.9, t));
        double scale = Math.sqrt(second[i] / (1 - Math.pow(0.99, t))) + 1e-3;
        weights[i] -= 0.1 * unbiased / scale;
      }
      new Adam(SETTINGS).step(state, gradients[t - 1], t - 1, 0.1);
      assertEquals(weights[0], state.weights[0], 1e-5);
      assertEquals(weights[1], state.weights[1], 1e-5);
    }
  }

  @Test
  void clipsTheNormOfTheWholeGradient() {
    float[] gradient = {6, 8};
    assertEquals(10, new Adam(SETTINGS).clip(gradient), 1e-6);
    assertEquals(3, gradient[0], 1e-6);
    assertEquals(4, gradient[1], 1e-6);
    assertEquals(5, new Adam(SETTINGS).clip(gradient), 1e-6);
    assertEquals(3, gradient[0], 1e-6);
  }

  /** The last piece is shorter than the others. */
  @Test
  void longArraysAreTreatedWhole() {
    float[] gradient = new float[200_003];
    Arrays.fill(gradient, 0.5f);
    gradient[200_002] = -0.25f;
    double norm = Math.sqrt(0.25 * 200_002 + 0.0625);
    assertEquals(norm, new Adam(SETTINGS).clip(gradient), 1e-9);
    StageState state = StageState.start(new float[gradient.length]);
    StageState one = StageState.start(new float[2]);
    new Adam(SETTINGS).step(state, gradient, 3, 0.1);
    new Adam(SETTINGS).step(one, new float[] {gradient[0], gradient[200_002]}, 3, 0.1);
    assertEquals(5 * 0.5 / norm, gradient[0], 1e-7);
    for (int i = 0; i < gradient.length; i++) {
      int like = i == 200_002 ? 1 : 0;
      assertEquals(one.weights[like], state.weights[i]);
      assertEquals(one.average[like], state.average[i]);
    }
  }

  @Test
  void theAverageForgetsTheStartSoonerThanItsDecay() {
    StageState state = StageState.start(new float[] {0});
    state.weights[0] = 1;
    new Adam(SETTINGS).step(state, new float[1], 0, 0.1);
    assertEquals(0.9, state.average[0], 1e-6, "decay 1/10 at first");
    state.average[0] = 0;
    new Adam(SETTINGS).step(state, new float[1], 1000, 0.1);
    assertEquals(0.5, state.average[0], 1e-6, "decay 0.5 in the end");
  }
}
