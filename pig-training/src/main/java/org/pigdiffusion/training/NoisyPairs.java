package org.pigdiffusion.training;

import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.trainer.PairExample;

/**
 * A batch of pairs with noise, each at a time step of its own: {@code x_t = sqrt(abar_t) x_0 +
 * sqrt(1 - abar_t) e1}, and y likewise with a noise of its own (Eq. 9, 10).
 */
record NoisyPairs(
    Tensor cleanX,
    Tensor cleanY,
    Tensor noiseX,
    Tensor noiseY,
    Tensor noisyX,
    Tensor noisyY,
    ImmutableIntArray times) {

  static NoisyPairs draw(
      List<PairExample> pairs,
      ImmutableIntArray times,
      NoiseSchedule schedule,
      UniformRandomProvider random) {
    Tensor x = Tensor.concatBatch(pairs.stream().map(PairExample::x).toList());
    Tensor y = Tensor.concatBatch(pairs.stream().map(PairExample::y).toList());
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    return of(x, y, noise(x.shape(), normal), noise(y.shape(), normal), times, schedule);
  }

  static NoisyPairs of(
      Tensor x,
      Tensor y,
      Tensor noiseX,
      Tensor noiseY,
      ImmutableIntArray times,
      NoiseSchedule schedule) {
    double[] clean = times.stream().mapToDouble(t -> Math.sqrt(schedule.alphaBar(t))).toArray();
    double[] noise = times.stream().mapToDouble(t -> Math.sqrt(1 - schedule.alphaBar(t))).toArray();
    return new NoisyPairs(
        x,
        y,
        noiseX,
        noiseY,
        Samples.combine(clean, x, noise, noiseX),
        Samples.combine(clean, y, noise, noiseY),
        times);
  }

  private static Tensor noise(Shape shape, SharedStateContinuousSampler normal) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) normal.sample();
    }
    return Tensor.adopt(shape, values);
  }
}
