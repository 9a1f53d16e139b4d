package org.pigdiffusion.examples.speed;

import java.util.concurrent.atomic.LongAdder;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Tensor;

/** A denoiser that adds up the time spent in another. */
record TimedDenoiser(Denoiser denoiser, LongAdder nanos) implements Denoiser {

  @Override
  public Tensor predict(Tensor noisy, Tensor condition, double[] times) {
    long start = System.nanoTime();
    try {
      return denoiser.predict(noisy, condition, times);
    } finally {
      nanos.add(System.nanoTime() - start);
    }
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
