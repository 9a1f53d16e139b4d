package org.pigdiffusion.training;

import java.util.stream.DoubleStream;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.TrainingConfig;

/** What model y is shown of x while it learns. */
@FunctionalInterface
interface Guide {
  Tensor of(NoisyPairs pairs);

  /** The true x_0. */
  static Guide trueClean() {
    return NoisyPairs::cleanX;
  }

  /** What a transform makes of the clean estimate that a trained model x makes in one step. */
  static Guide predicted(FrozenModel modelX, TrainingConfig config, GuideTransform transform) {
    return pairs -> {
      Tensor predicted = modelX.predict(pairs.noisyX(), pairs.noisyY(), pairs.times());
      return transform.apply(
          cleanEstimate(config.prediction(), config.schedule(), pairs, predicted));
    };
  }

  private static Tensor cleanEstimate(
      PredictionType prediction, NoiseSchedule schedule, NoisyPairs pairs, Tensor predicted) {
    double[] a = pairs.times().stream().mapToDouble(t -> Math.sqrt(schedule.alphaBar(t))).toArray();
    double[] s =
        pairs.times().stream().mapToDouble(t -> Math.sqrt(1 - schedule.alphaBar(t))).toArray();
    return switch (prediction) {
      case CLEAN -> predicted;
      case VELOCITY ->
          Samples.combine(a, pairs.noisyX(), DoubleStream.of(s).map(v -> -v).toArray(), predicted);
      case NOISE -> {
        double[] ofNoise = new double[a.length];
        for (int n = 0; n < a.length; n++) {
          ofNoise[n] = -s[n] / a[n];
        }
        yield Samples.combine(
            DoubleStream.of(a).map(v -> 1 / v).toArray(), pairs.noisyX(), ofNoise, predicted);
      }
    };
  }
}
