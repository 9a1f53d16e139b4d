package org.pigdiffusion.sampler;

import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Shape;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Scheduler;

/**
 * The sampler that asks two denoisers in turn; without x, the guide is fixed or has no channels.
 */
final class TwoDenoiserSampler implements PairedSampler {
  private final Optional<Denoiser> x;
  private final Denoiser y;
  private final NoiseSchedule noiseSchedule;
  private final GuideTransform guide;
  private final GuideTransform annotation;
  private volatile boolean closed;

  TwoDenoiserSampler(
      Optional<Denoiser> x,
      Denoiser y,
      NoiseSchedule noiseSchedule,
      GuideTransform guide,
      GuideTransform annotation) {
    x.ifPresent(model -> requireMutual(model.spec(), y.spec()));
    this.x = x;
    this.y = y;
    this.noiseSchedule = noiseSchedule;
    this.guide = guide;
    this.annotation = annotation;
  }

  private static void requireMutual(DenoiserSpec x, DenoiserSpec y) {
    if (x.conditionChannels() != y.channels() || y.conditionChannels() != x.channels()) {
      throw new IllegalArgumentException(
          "models: expected each conditioned on the channels of the other, found x with %d"
                  .formatted(x.channels())
              + " conditioned on %d and y with %d conditioned on %d"
                  .formatted(x.conditionChannels(), y.channels(), y.conditionChannels()));
    }
  }

  @Override
  public Stream<PairBatch> sample(SamplingRequest request, SamplingListener listener) {
    if (closed) {
      throw new IllegalStateException("sampler is closed");
    }
    Scheduler scheduler = request.method().on(noiseSchedule);
    Shape image = imageShape(request);
    requireFitting(request, scheduler, image);
    boolean fixed = x.isEmpty() || request.fixedX().isPresent();
    PairedSampling sampling =
        new PairedSampling(
            fixed ? Optional.empty() : x,
            y,
            fixed ? GuideTransform.identity() : guide, // a fixed x is a finished one
            fixed ? GuideTransform.identity() : annotation,
            scheduler,
            request,
            new RunProgress(listener, request.count()),
            image);
    long batches = (request.count() - 1) / request.batchSize() + 1;
    return LongStream.range(0, batches).mapToObj(sampling::batch);
  }

  /** The shape of one target. */
  private Shape imageShape(SamplingRequest request) {
    DenoiserSpec spec = y.spec();
    int height = request.height().orElse(spec.size().height());
    int width = request.width().orElse(spec.size().width());
    if (height == 0 || width == 0) {
      throw new IllegalArgumentException(
          "size: expected in the request, since the model's size is free; found none");
    }
    spec.size().require(height, width);
    x.ifPresent(model -> model.spec().size().require(height, width));
    return new Shape(1, spec.channels(), height, width);
  }

  private void requireFitting(SamplingRequest request, Scheduler scheduler, Shape image) {
    int guideChannels = y.spec().conditionChannels();
    Shape guides = image.withChannels(guideChannels);
    request.fixedX().ifPresent(fixed -> fixed.slice(0, 1).requireShape("fixedX", guides));
    request
        .start()
        .ifPresent(
            start -> {
              start.x().slice(0, 1).requireShape("start x", guides);
              start.y().slice(0, 1).requireShape("start y", image);
            });
    if (x.isEmpty() && guideChannels > 0 && request.fixedX().isEmpty()) {
      throw new IllegalArgumentException(
          "fixedX: expected guides of %d channels, since there is no model x; found none"
              .formatted(guideChannels));
    }
    scheduler.requireUsableWith(y.spec().prediction());
    if (request.fixedX().isEmpty()) {
      x.ifPresent(model -> scheduler.requireUsableWith(model.spec().prediction()));
    }
  }

  @Override
  public void close() {
    closed = true;
    try (y) { // closes y even if x fails, and keeps both failures
      x.ifPresent(Denoiser::close);
    }
  }
}
