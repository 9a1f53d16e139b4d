package org.pigdiffusion.sampler;

import java.util.Optional;
import java.util.stream.Stream;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * Makes pairs of an image and its annotation from noise, with two denoisers that guide each other
 * (PIG, Algorithm 2).
 *
 * <p>Safe to share between threads.
 */
public interface PairedSampler extends AutoCloseable {

  /**
   * Samples pairs, lazily: each batch is computed when the stream's consumer asks for it, so that
   * memory does not grow with the number of pairs. Pair {@code i} of a seed is the same pair
   * whatever the batch size, the thread or the machine, within the rounding of the backend.
   *
   * <p>The stream may be made parallel: then as many batches are under way as it has threads, each
   * with memory of its own, so that one calls model x while another calls y. The listener hears
   * from all of these threads. An ordered terminal operation, such as {@code toList}, still meets
   * the batches in their order.
   *
   * @param request what to sample
   * @param listener told of progress, asked whether to stop
   * @return the batches in the order of their pairs. Consuming it throws {@link
   *     SamplingCancelledException} once the listener cancels, {@link
   *     org.pigdiffusion.BackendException} if an engine fails or a network's output is not finite;
   *     batches received before are whole and stay valid
   * @throws IllegalArgumentException if the request does not fit the models
   * @throws IllegalStateException if this sampler is closed
   */
  Stream<PairBatch> sample(SamplingRequest request, SamplingListener listener);

  /** Samples pairs without a listener. */
  default Stream<PairBatch> sample(SamplingRequest request) {
    return sample(request, SamplingListener.silent());
  }

  /** Closes both denoisers, after waiting for running calls. */
  @Override
  void close();

  /**
   * A sampler of two denoisers, which it owns from now on.
   *
   * @param x predicts the guide from (x_t, y_t, t)
   * @param y predicts the target from (y_t, guide, t)
   * @param schedule the noise schedule that both were trained with
   * @param guide what is made of x0hat before it guides y, and of the finished x to make the
   *     annotation
   * @throws IllegalArgumentException if the channels of one are not the condition channels of the
   *     other
   */
  static PairedSampler of(Denoiser x, Denoiser y, NoiseSchedule schedule, GuideTransform guide) {
    return of(x, y, schedule, guide, guide);
  }

  /**
   * A sampler of two denoisers, which it owns from now on, that finishes annotations otherwise than
   * it guides: with {@link GuideTransform#identity} as the guide, the paper's, the annotation would
   * be as soft as x0hat.
   *
   * @param x predicts the guide from (x_t, y_t, t)
   * @param y predicts the target from (y_t, guide, t)
   * @param schedule the noise schedule that both were trained with
   * @param guide what is made of x0hat before it guides y
   * @param annotation what is made of the finished x
   * @throws IllegalArgumentException if the channels of one are not the condition channels of the
   *     other
   */
  static PairedSampler of(
      Denoiser x,
      Denoiser y,
      NoiseSchedule schedule,
      GuideTransform guide,
      GuideTransform annotation) {
    return new TwoDenoiserSampler(Optional.of(x), y, schedule, guide, annotation);
  }

  /**
   * A sampler of the target alone, which it owns from now on: plain DDPM or DDIM with an
   * unconditional network, or with a conditional one whose guide every request gives as {@link
   * SamplingRequest#fixedX}. The pairs of an unconditional network have an x without channels.
   */
  static PairedSampler unguided(Denoiser y, NoiseSchedule schedule) {
    return new TwoDenoiserSampler(
        Optional.empty(), y, schedule, GuideTransform.identity(), GuideTransform.identity());
  }
}
