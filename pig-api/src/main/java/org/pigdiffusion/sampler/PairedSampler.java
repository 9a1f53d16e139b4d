package org.pigdiffusion.sampler;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Optional;
import java.util.stream.Stream;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * Makes pairs of an image and its annotation from noise, with two denoisers that guide each other
 * (PIG, Algorithm 2).
 *
 * <pre>{@code
 * PairedSampler sampler =
 *     PairedSampler.builder()
 *         .x(maskModel) // predicts the guide, here the mask
 *         .y(imageModel) // predicts the target, the image
 *         .guide(GuideTransform.clamped())
 *         .build();
 * SamplingRequest request = SamplingRequest.builder().count(16).seed(7).build();
 * try (Stream<PairBatch> batches = sampler.sample(request)) {
 *   batches.flatMap(batch -> batch.pairs().stream()).forEach(pair -> System.out.println(pair));
 * }
 * }</pre>
 *
 * <p>A sampler only borrows its denoisers. Whoever opened them closes them, after the last batch.
 * The sampler itself needs no closing. Safe to share between threads.
 */
public interface PairedSampler {

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
   *     org.pigdiffusion.BackendException} if an engine fails or a network's output is not finite,
   *     and {@link IllegalStateException} if a denoiser was closed; batches received before are
   *     whole and stay valid
   * @throws IllegalArgumentException if the request does not fit the models
   */
  Stream<PairBatch> sample(SamplingRequest request, SamplingListener listener);

  /** Samples pairs without a listener. */
  default Stream<PairBatch> sample(SamplingRequest request) {
    return sample(request, SamplingListener.silent());
  }

  /**
   * What the batches of a request will say of themselves, before any of them is computed.
   *
   * @throws IllegalArgumentException if the request does not fit the models
   */
  Provenance provenance(SamplingRequest request);

  /** Collects the parts of a sampler. */
  static Builder builder() {
    return new Builder();
  }

  /** The parts of a sampler. Not safe to share between threads. */
  final class Builder {
    private Optional<Denoiser> x = Optional.empty();
    private Optional<Denoiser> y = Optional.empty();
    private Optional<NoiseSchedule> schedule = Optional.empty();
    private Optional<GuideTransform> guide = Optional.empty();
    private Optional<GuideTransform> annotation = Optional.empty();

    private Builder() {}

    /**
     * Predicts the guide from (x_t, y_t, t).
     *
     * <p>Without it the target is sampled alone: plain DDPM or DDIM with an unconditional network,
     * or with a conditional one whose guide every request gives as {@link SamplingRequest#fixedX}.
     * The pairs of an unconditional network have an x without channels.
     */
    @CanIgnoreReturnValue
    public Builder x(Denoiser model) {
      this.x = Optional.of(requireNonNull(model, "x"));
      return this;
    }

    /** Predicts the target from (y_t, guide, t). */
    @CanIgnoreReturnValue
    public Builder y(Denoiser model) {
      this.y = Optional.of(requireNonNull(model, "y"));
      return this;
    }

    /** The noise schedule that both were trained with; needed unless a model tells it itself. */
    @CanIgnoreReturnValue
    public Builder schedule(NoiseSchedule trainedWith) {
      this.schedule = Optional.of(requireNonNull(trainedWith, "schedule"));
      return this;
    }

    /**
     * What is made of x0hat before it guides y: that by which y was guided while it learnt. Needed
     * if there is an x.
     */
    @CanIgnoreReturnValue
    public Builder guide(GuideTransform transform) {
      this.guide = Optional.of(requireNonNull(transform, "guide"));
      return this;
    }

    /**
     * What is made of the finished x to be the annotation; {@link #guide}'s unless set. With {@link
     * GuideTransform#identity} as the guide, the paper's, the annotation would be as soft as x0hat.
     */
    @CanIgnoreReturnValue
    public Builder annotation(GuideTransform transform) {
      this.annotation = Optional.of(requireNonNull(transform, "annotation"));
      return this;
    }

    /**
     * Builds the sampler.
     *
     * @throws IllegalArgumentException if a part is missing or has no use, the channels of one
     *     model are not the condition channels of the other, a model tells that it was trained for
     *     the other role or with another noise schedule, or a transform does not fit the channels
     *     of the guide
     */
    public PairedSampler build() {
      ModelFit fit = new ModelFit(x, y.orElseThrow(() -> missing("y", "a model of the target")));
      fit.requireRoles();
      NoiseSchedule common = fit.schedule(schedule);
      if (x.isEmpty()) {
        requireUnset("guide", guide);
        requireUnset("annotation", annotation);
        GuideTransform none = GuideTransform.identity();
        return new TwoDenoiserSampler(x, fit.y(), common, none, none);
      }
      GuideTransform guiding =
          guide.orElseThrow(
              () ->
                  missing(
                      "guide",
                      "the transform that y learnt with, such as GuideTransform.identity(), the"
                          + " paper's, or clamped()"));
      GuideTransform finishing = annotation.orElse(guiding);
      fit.requireFits("guide", guiding);
      fit.requireFits("annotation", finishing);
      return new TwoDenoiserSampler(x, fit.y(), common, guiding, finishing);
    }

    private static IllegalArgumentException missing(String name, String expected) {
      return new IllegalArgumentException(name + ": expected " + expected + ", found none");
    }

    private static void requireUnset(String name, Optional<GuideTransform> transform) {
      if (transform.isPresent()) {
        throw new IllegalArgumentException(
            "%s: expected none without a model x, since a given guide is used as it is, found %s"
                .formatted(name, transform.get().description()));
      }
    }
  }
}
