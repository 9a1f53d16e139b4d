package org.pigdiffusion.trainer.djl;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.TrainingConfig;

/** How much each pixel of a batch counts in the loss. */
record LossWeights(TrainingConfig config, LossWeighting weighting) {
  /** The greatest signal-to-noise ratio that counts, in Hang et al. 2023. */
  private static final double MOST_SNR = 5;

  /**
   * The weight of each pixel, {@code [n, 1, h, w]}.
   *
   * @param condition what the network is shown
   */
  Tensor of(DrawnPairs drawn, Tensor condition) {
    Shape shape = drawn.x0().shape().withChannels(1);
    return switch (weighting) {
      case NONE -> Tensor.filled(shape, 1f);
      case SIGMOID_OF_CONDITION -> meanSigmoid(condition, shape);
      case MIN_SNR -> clampedSnr(drawn, shape);
    };
  }

  private Tensor clampedSnr(DrawnPairs drawn, Shape shape) {
    int size = shape.imageSize();
    float[] weights = new float[shape.size()];
    for (int n = 0; n < shape.batch(); n++) {
      float weight = (float) clampedSnr(drawn.times().get(n));
      Arrays.fill(weights, n * size, (n + 1) * size, weight);
    }
    return Tensor.adopt(shape, weights);
  }

  private double clampedSnr(int t) {
    double snr = config.schedule().snr(t);
    double clamped = Math.min(snr, MOST_SNR);
    if (config.prediction() == PredictionType.CLEAN) {
      return clamped;
    }
    // The clean image's error in terms of what is predicted: e = snr-fold, v = (snr + 1)-fold.
    return clamped / (config.prediction() == PredictionType.NOISE ? snr : snr + 1);
  }

  private static Tensor meanSigmoid(Tensor condition, Shape shape) {
    int channels = condition.shape().channels();
    int plane = shape.planeSize();
    FloatBuffer values = condition.buffer();
    float[] weights = new float[shape.size()];
    for (int i = 0; i < weights.length; i++) {
      int first = i / plane * channels * plane + i % plane;
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += 1 / (1 + Math.exp(-values.get(first + c * plane)));
      }
      weights[i] = (float) (sum / channels);
    }
    return Tensor.adopt(shape, weights);
  }
}
