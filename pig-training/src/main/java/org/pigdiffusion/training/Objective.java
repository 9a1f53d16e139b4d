package org.pigdiffusion.training;

import com.google.common.primitives.ImmutableIntArray;
import java.nio.FloatBuffer;
import java.util.function.IntToDoubleFunction;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.TrainingConfig;

/**
 * What the model of a role learns from noisy pairs (Algorithm 1): model x denoises x_t shown y_t,
 * model y denoises y_t shown the guide.
 */
final class Objective {
  /** The limit of the signal-to-noise ratio in Hang et al. 2023. */
  private static final double SNR_LIMIT = 5;

  private final Role role;
  private final TrainingConfig config;
  private final Guide guide;

  Objective(Role role, TrainingConfig config, Guide guide) {
    this.role = role;
    this.config = config;
    this.guide = guide;
  }

  TrainingBatch batch(NoisyPairs pairs, LossWeighting weighting) {
    Tensor noisy = role == Role.X ? pairs.noisyX() : pairs.noisyY();
    Tensor clean = role == Role.X ? pairs.cleanX() : pairs.cleanY();
    Tensor noise = role == Role.X ? pairs.noiseX() : pairs.noiseY();
    Tensor condition = role == Role.X ? pairs.noisyY() : guide.of(pairs);
    return new TrainingBatch(
        noisy,
        condition,
        times(pairs.times()),
        target(pairs, clean, noise),
        weights(pairs, condition, weighting));
  }

  static Tensor times(ImmutableIntArray times) {
    return Samples.constant(
        new Shape(times.length(), 1, 1, 1), times.stream().asDoubleStream().toArray());
  }

  private Tensor target(NoisyPairs pairs, Tensor clean, Tensor noise) {
    NoiseSchedule schedule = config.schedule();
    return switch (config.prediction()) {
      case NOISE -> noise;
      case CLEAN -> clean;
      case VELOCITY ->
          Samples.combine(
              ofEach(pairs, t -> Math.sqrt(schedule.alphaBar(t))),
              noise,
              ofEach(pairs, t -> -Math.sqrt(1 - schedule.alphaBar(t))),
              clean);
    };
  }

  private static double[] ofEach(NoisyPairs pairs, IntToDoubleFunction ofTime) {
    return pairs.times().stream().mapToDouble(ofTime).toArray();
  }

  private Tensor weights(NoisyPairs pairs, Tensor condition, LossWeighting weighting) {
    Shape shape = pairs.cleanX().shape().withChannels(1);
    return switch (weighting) {
      case NONE -> Tensor.filled(shape, 1f);
      case SIGMOID_OF_CONDITION -> meanSigmoid(condition, shape);
      case MIN_SNR -> Samples.constant(shape, ofEach(pairs, this::limitedSnr));
    };
  }

  private double limitedSnr(int t) {
    double snr = config.schedule().snr(t);
    double limited = Math.min(snr, SNR_LIMIT);
    if (config.prediction() == PredictionType.CLEAN) {
      return limited;
    }
    // The clean image's error in terms of what is predicted: e = snr-fold, v = (snr + 1)-fold.
    return limited / (config.prediction() == PredictionType.NOISE ? snr : snr + 1);
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
