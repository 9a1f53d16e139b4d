package org.pigdiffusion.trainer.djl;

import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;

/**
 * What a training pass draws: pairs, noise for both images of each, and a time step for each.
 *
 * @param x0 the guides, {@code [n, c, h, w]}
 * @param y0 the targets, {@code [n, k, h, w]}
 * @param labels how each pair was augmented, {@code [n, labels, 1, 1]}
 * @param noiseX e1, of the shape of {@code x0}
 * @param noiseY e2, of the shape of {@code y0}
 * @param times t of each pair
 */
record DrawnPairs(
    Tensor x0, Tensor y0, Tensor labels, Tensor noiseX, Tensor noiseY, ImmutableIntArray times) {

  static DrawnPairs draw(
      List<PairExample> pairs,
      Tensor labels,
      ImmutableIntArray times,
      UniformRandomProvider random) {
    Tensor x = Tensor.concatBatch(pairs.stream().map(PairExample::x).toList());
    Tensor y = Tensor.concatBatch(pairs.stream().map(PairExample::y).toList());
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    return new DrawnPairs(x, y, labels, noise(x.shape(), normal), noise(y.shape(), normal), times);
  }

  /** Some neighbouring pairs, from the first to before the second number. */
  DrawnPairs slice(int from, int to) {
    return new DrawnPairs(
        x0.slice(from, to),
        y0.slice(from, to),
        labels.slice(from, to),
        noiseX.slice(from, to),
        noiseY.slice(from, to),
        times.subArray(from, to));
  }

  /** t of each pair, as a denoiser takes it. */
  double[] t() {
    return times.stream().asDoubleStream().toArray();
  }

  private static Tensor noise(Shape shape, SharedStateContinuousSampler normal) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) normal.sample();
    }
    return Tensor.adopt(shape, values);
  }
}
