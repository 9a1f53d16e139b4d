package org.pigdiffusion;

import org.pigdiffusion.internal.CloseLock;

/**
 * A denoiser that checks its arguments and keeps {@link #close} apart from running calls, so that
 * no backend frees native memory that another thread is using.
 */
public abstract class CloseableDenoiser implements Denoiser {
  private final DenoiserSpec spec;
  private final CloseLock lock;

  /** Creates an open denoiser, which messages call by its id. */
  protected CloseableDenoiser(DenoiserSpec spec) {
    this(spec, spec.id());
  }

  /**
   * Creates an open denoiser.
   *
   * @param name what messages call it, such as its file
   */
  protected CloseableDenoiser(DenoiserSpec spec, String name) {
    this.spec = spec;
    this.lock = new CloseLock("denoiser " + name);
  }

  /**
   * Runs the network on arguments that fit the spec, while the denoiser is open.
   *
   * @param times a time for each image; to be neither kept nor changed
   */
  protected abstract Tensor run(Tensor noisy, Tensor condition, double[] times);

  /** Frees the resources. Called once, while no call runs. */
  protected abstract void release();

  @Override
  public final Tensor predict(Tensor noisy, Tensor condition, double[] times) {
    spec.requireInputs(noisy.shape(), condition.shape());
    spec.requireTimes(times, noisy.shape().batch());
    return lock.whileOpen(() -> run(noisy, condition, times));
  }

  @Override
  public final DenoiserSpec spec() {
    return spec;
  }

  @Override
  public final void close() {
    lock.close(this::release);
  }
}
