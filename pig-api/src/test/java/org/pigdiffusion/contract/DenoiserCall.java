package org.pigdiffusion.contract;

import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Shape;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;

/** The arguments of a call of a denoiser; other values for each time. */
record DenoiserCall(Tensor noisy, Tensor condition, double time) {
  /** Arguments that fit the spec: sides that are free are 8 or more, and the height this. */
  static DenoiserCall of(Denoiser denoiser, int batch, int height, double time) {
    DenoiserSpec spec = denoiser.spec();
    SizeRule size = spec.size();
    Shape noisy =
        new Shape(
            batch,
            spec.channels(),
            size.height() != 0 ? size.height() : multiple(size, height),
            size.width() != 0 ? size.width() : multiple(size, 8));
    long seed = 2 * (long) time;
    return new DenoiserCall(
        RandomWeights.input(noisy, seed),
        RandomWeights.input(noisy.withChannels(spec.conditionChannels()), seed + 1),
        time);
  }

  private static int multiple(SizeRule size, int atLeast) {
    return (atLeast + size.multiple() - 1) / size.multiple() * size.multiple();
  }

  DenoiserCall image(int index, double itsTime) {
    return new DenoiserCall(
        noisy.slice(index, index + 1), condition.slice(index, index + 1), itsTime);
  }

  Tensor predict(Denoiser denoiser) {
    return denoiser.predict(noisy, condition, time);
  }
}
