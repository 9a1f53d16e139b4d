package org.pigdiffusion.sampler;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.PairSize;
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

  TwoDenoiserSampler(
      Optional<Denoiser> x,
      Denoiser y,
      NoiseSchedule noiseSchedule,
      GuideTransform guide,
      GuideTransform annotation) {
    this.x = x;
    this.y = y;
    this.noiseSchedule = noiseSchedule;
    this.guide = guide;
    this.annotation = annotation;
  }

  @Override
  public Stream<PairBatch> sample(SamplingRequest request, SamplingListener listener) {
    PairedSampling sampling = sampling(request, listener);
    long batches = (request.count() - 1) / request.batchSize() + 1;
    return LongStream.range(0, batches).mapToObj(sampling::batch);
  }

  @Override
  public Provenance provenance(SamplingRequest request) {
    return sampling(request, SamplingListener.silent()).provenance();
  }

  private PairedSampling sampling(SamplingRequest request, SamplingListener listener) {
    Scheduler scheduler = request.method().on(noiseSchedule);
    Shape image = imageShape(request);
    requireFitting(request, scheduler, image);
    boolean fixed = x.isEmpty() || request.fixedX().isPresent();
    return new PairedSampling(
        fixed ? Optional.empty() : x,
        y,
        fixed ? GuideTransform.identity() : guide, // a fixed x is a finished one
        fixed ? GuideTransform.identity() : annotation,
        scheduler,
        request,
        new RunProgress(listener, request.count()),
        image);
  }

  /** The shape of one target. */
  private Shape imageShape(SamplingRequest request) {
    DenoiserSpec spec = y.spec();
    int height = request.height().orElseGet(() -> size().height());
    int width = request.width().orElseGet(() -> size().width());
    spec.size().require(height, width);
    x.ifPresent(model -> model.spec().size().require(height, width));
    return new Shape(1, spec.channels(), height, width);
  }

  /** That of the models, if the request does not say it. */
  private ImageSize size() {
    return PairSize.of(x.map(Denoiser::spec), y.spec())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "size: expected in the request, since the models take several sizes and do not"
                        + " tell one that both learnt from (x %s, y %s); found none"
                            .formatted(
                                x.map(model -> learnt(model.spec())).orElse("none"),
                                learnt(y.spec()))));
  }

  private static String learnt(DenoiserSpec model) {
    return model.trainedSize().map(ImageSize::toString).orElse("not told");
  }

  private void requireFitting(SamplingRequest request, Scheduler scheduler, Shape image) {
    int guideChannels = y.spec().conditionChannels();
    Shape guides = image.withChannels(guideChannels);
    request.fixedX().ifPresent(fixed -> requireGuides(fixed, guides));
    request.start().ifPresent(start -> requireStart(start, guides, image));
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

  private void requireGuides(Tensor fixed, Shape guides) {
    if (x.isPresent() && fixed.shape().channels() != guides.channels()) {
      throw new IllegalArgumentException(
          "fixedX: expected the %d channels of a guide, found shape %s%s"
              .formatted(
                  guides.channels(),
                  fixed.shape(),
                  fixed.shape().channels() == y.spec().channels()
                      ? ", which are those of a target; are the two models swapped?"
                      : ""));
    }
    fixed.slice(0, 1).requireShape("fixedX", guides);
    new ClassGuides(fixed, annotation).requireOneClassPerPixel();
    requireFinished(fixed);
  }

  /** A mask of 0 and 1 is within [-1, 1], but 0 is half a lesion and not background. */
  private void requireFinished(Tensor fixed) {
    if (isOfZerosAndOnes(fixed) && !annotation.apply(fixed).equals(fixed)) {
      throw new IllegalArgumentException(
          "fixedX: expected values as %s makes them, such as -1, found 0 and 1 alone; scale masks"
                  .formatted(annotation.description())
              + " of 0 and 1 by map(value -> 2 * value - 1)");
    }
  }

  private static boolean isOfZerosAndOnes(Tensor tensor) {
    FloatBuffer values = tensor.buffer();
    while (values.hasRemaining()) {
      float value = values.get();
      if (value != 0 && value != 1) {
        return false;
      }
    }
    return true;
  }

  private static void requireStart(SamplingRequest.Start start, Shape guides, Shape image) {
    int xChannels = start.x().shape().channels();
    int yChannels = start.y().shape().channels();
    if (xChannels != yChannels && xChannels == image.channels() && yChannels == guides.channels()) {
      throw new IllegalArgumentException(
          "start: expected x of %d channels and y of %d, found %d and %d; are the two, or the two"
                  .formatted(guides.channels(), image.channels(), xChannels, yChannels)
              + " models, swapped?");
    }
    start.x().slice(0, 1).requireShape("start x", guides);
    start.y().slice(0, 1).requireShape("start y", image);
  }
}
