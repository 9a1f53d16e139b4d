package org.pigdiffusion.examples;

import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairedSampler;

/**
 * Shows model y the noisy x_t in place of x0hat, against which the paper argues. A sampler calls
 * model x with x_t and then model y, at every evaluation at one time: what x was called with is
 * kept, and y is given that. Holds for batches that are sampled one after the other, on one thread,
 * with a model x that is called at every evaluation.
 */
final class NoisyGuide {
  @SuppressWarnings("ThreadLocalUsage") // one for each sampler; it goes with it
  private final ThreadLocal<Tensor> noisyGuide = new ThreadLocal<>();

  private NoisyGuide() {}

  /**
   * A sampler that guides so.
   *
   * @param annotation what is made of the finished x
   */
  static PairedSampler sampler(Denoiser x, Denoiser y, GuideTransform annotation) {
    NoisyGuide guide = new NoisyGuide();
    return PairedSampler.builder()
        .x(guide.new Kept(x))
        .y(guide.new Shown(y))
        .guide(GuideTransform.identity())
        .annotation(annotation)
        .build();
  }

  /** Model x, whose noisy samples are kept. */
  private final class Kept implements Denoiser {
    private final Denoiser model;

    Kept(Denoiser model) {
      this.model = model;
    }

    @Override
    public Tensor predict(Tensor noisy, Tensor condition, double[] times) {
      noisyGuide.set(noisy);
      return model.predict(noisy, condition, times);
    }

    @Override
    public DenoiserSpec spec() {
      return model.spec();
    }

    @Override
    public void close() {
      model.close();
    }
  }

  /** Model y, shown what was kept. */
  private final class Shown implements Denoiser {
    private final Denoiser model;

    Shown(Denoiser model) {
      this.model = model;
    }

    @Override
    public Tensor predict(Tensor noisy, Tensor condition, double[] times) {
      Tensor guide = noisyGuide.get();
      noisyGuide.remove(); // if model x is left out once, this fails and shows nothing old
      if (guide == null) {
        throw new IllegalStateException("guide: expected a call of model x before, found none");
      }
      return model.predict(noisy, guide, times);
    }

    @Override
    public DenoiserSpec spec() {
      return model.spec();
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
