package org.pigdiffusion.examples;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;

/**
 * Models that are ready to sample, whatever they are guided by. The caller closes them.
 *
 * @param sampler of these models
 * @param networks called at each evaluation
 * @param origin all that decides what they sample, but for the request
 * @param pairs what a batch holds: masks, if there are any, and images
 * @param closing closes the models
 */
record OpenModels(
    PairedSampler sampler,
    int networks,
    Map<String, String> origin,
    Function<PairBatch, PairSet> pairs,
    Runnable closing)
    implements AutoCloseable {

  /** One model of the images alone; the pairs have an x without channels. */
  static Supplier<OpenModels> alone(Path file) {
    return () -> {
      OnnxDenoiser y = OnnxDenoiser.open(file);
      return new OpenModels(
          PairedSampler.builder().y(y).build(),
          1,
          Map.of("model y", y.spec().id()),
          PairSet::of,
          y::close);
    };
  }

  /** A pair, guided as its files say. */
  static Supplier<OpenModels> pair(Path folder) {
    return () -> {
      OnnxPair pair = OnnxPair.open(folder);
      return of(pair, pair.guide().description(), pair.sampler(), PairSet::of);
    };
  }

  /** A pair, guided otherwise than it has learnt. */
  static Supplier<OpenModels> pair(Path folder, GuideTransform guide) {
    return () -> {
      OnnxPair pair = OnnxPair.open(folder);
      PairedSampler sampler =
          PairedSampler.builder()
              .x(pair.x())
              .y(pair.y())
              .guide(guide)
              .annotation(pair.annotation())
              .build();
      return of(pair, guide.description(), sampler, PairSet::of);
    };
  }

  /** A pair whose model y is shown the noisy x_t. */
  static Supplier<OpenModels> noisyGuide(Path folder) {
    return () -> {
      OnnxPair pair = OnnxPair.open(folder);
      PairedSampler sampler = NoisyGuide.sampler(pair.x(), pair.y(), pair.annotation());
      return of(pair, "noisy x_t", sampler, PairSet::of);
    };
  }

  /**
   * A pair in which the image guides the mask.
   *
   * @param annotation what is made of the finished masks
   */
  static Supplier<OpenModels> exchanged(Path folder, GuideTransform annotation) {
    return () -> {
      OnnxPair pair = OnnxPair.open(folder);
      return of(
          pair,
          pair.guide().description(),
          pair.sampler(),
          batch -> new PairSet(annotation.apply(batch.y()), batch.x().clamp(-1, 1)));
    };
  }

  private static OpenModels of(
      OnnxPair pair, String guide, PairedSampler sampler, Function<PairBatch, PairSet> pairs) {
    return new OpenModels(
        sampler,
        2,
        Map.of("model x", id(pair.x()), "model y", id(pair.y()), "guide", guide),
        pairs,
        pair::close);
  }

  private static String id(Denoiser model) {
    return model.spec().id();
  }

  @Override
  public void close() {
    closing.run();
  }
}
