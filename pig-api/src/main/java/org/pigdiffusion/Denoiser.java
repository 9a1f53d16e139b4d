package org.pigdiffusion;

/**
 * A network that predicts, from a noisy sample and a condition, what the sample is made of.
 *
 * <p>Implementations are safe to share between threads. {@link #close} may be called more than once
 * and from any thread; it waits for running calls, and later calls fail with {@link
 * IllegalStateException}. {@link CloseableDenoiser} gives an implementation both.
 */
public interface Denoiser extends AutoCloseable {

  /**
   * Runs the network once. The meaning of the output is {@link DenoiserSpec#prediction}.
   *
   * <p>Each image of the batch is treated on its own: its output does not depend on its batch mates
   * beyond the rounding of the backend.
   *
   * @param noisy the noisy sample, {@code [n, channels, h, w]}
   * @param condition the condition, {@code [n, conditionChannels, h, w]}
   * @param time the time step of the whole batch, in [0, T-1]; 0 is the least noisy. Whole unless a
   *     sampler works between the steps of the noise schedule
   * @return the prediction, of the shape of {@code noisy}
   * @throws IllegalArgumentException if a shape does not fit {@link #spec}
   * @throws IllegalStateException if this denoiser has been closed
   * @throws BackendException if the engine fails
   */
  Tensor predict(Tensor noisy, Tensor condition, double time);

  /** What this denoiser takes and gives. Still readable after {@link #close}. */
  DenoiserSpec spec();

  /** Frees what the network holds, after waiting for running calls. */
  @Override
  void close();
}
