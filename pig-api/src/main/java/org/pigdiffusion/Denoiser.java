package org.pigdiffusion;

import java.util.Arrays;

/**
 * A network that predicts, from a noisy sample and a condition, what the sample is made of.
 *
 * <p>Implementations are safe to share between threads. {@link #close} may be called more than once
 * and from any thread; it waits for running calls, and later calls fail with {@link
 * IllegalStateException}. {@link CloseableDenoiser} gives an implementation both.
 */
public interface Denoiser extends AutoCloseable {

  /**
   * Runs the network. The meaning of the output is {@link DenoiserSpec#prediction}.
   *
   * <p>Each image of the batch is treated on its own: its output depends neither on its batch mates
   * nor on their times, beyond the rounding of the backend. A network that takes one time for the
   * whole batch is run once for each time, see {@link OneTimeNetwork}.
   *
   * @param noisy the noisy sample, {@code [n, channels, h, w]}
   * @param condition the condition, {@code [n, conditionChannels, h, w]}
   * @param times the time of each image, n of them, in [0, T-1], with T the time steps of the noise
   *     schedule that the network was trained with; 0 is the least noisy. A time between two time
   *     steps is no whole number: some time grids of a sampler have such times. The array is
   *     neither kept nor changed. Times above T-1 are refused where {@link DenoiserSpec#schedule}
   *     tells T
   * @return the prediction, of the shape of {@code noisy}
   * @throws IllegalArgumentException if an argument does not fit {@link #spec} or the others
   * @throws IllegalStateException if this denoiser has been closed
   * @throws BackendException if the engine fails
   */
  Tensor predict(Tensor noisy, Tensor condition, double[] times);

  /**
   * The same for images of one common time, as a sampler's are.
   *
   * @param time the time of all images
   */
  default Tensor predict(Tensor noisy, Tensor condition, double time) {
    double[] times = new double[noisy.shape().batch()];
    Arrays.fill(times, time);
    return predict(noisy, condition, times);
  }

  /** What this denoiser takes and gives. Still readable after {@link #close}. */
  DenoiserSpec spec();

  /** Frees what the network holds, after waiting for running calls. */
  @Override
  void close();
}
