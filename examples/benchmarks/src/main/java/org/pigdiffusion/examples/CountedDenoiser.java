package org.pigdiffusion.examples;

import java.util.concurrent.atomic.LongAdder;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Tensor;

/** A denoiser that counts the images that another is called for: a call of a batch of 8 is 8. */
record CountedDenoiser(Denoiser denoiser, LongAdder calls) implements Denoiser {

  @Override
  public Tensor predict(Tensor noisy, Tensor condition, double[] times) {
    calls.add(noisy.shape().batch());
    return denoiser.predict(noisy, condition, times);
  }

  @Override
  public DenoiserSpec spec() {
    return denoiser.spec();
  }

  @Override
  public void close() {
    denoiser.close();
  }
}
