package org.pigdiffusion.examples;

import java.util.List;
import java.util.stream.Stream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SampledRows;
import org.pigdiffusion.examples.common.StepBar;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.SamplingMethod;

/**
 * Samples with a pair: from noise, from noisy pairs, and for given masks.
 *
 * @param models of the pair
 * @param method how to sample
 * @param batch pairs computed together
 * @param seed of the noise; given masks have the next seed, and noisy pairs the one after it, so
 *     that no noise is met twice
 */
record VarietySampler(SampledRows.Models models, SamplingMethod method, int batch, long seed) {

  /** Pairs from noise. */
  List<PairBatch> pairs(int count, int size) {
    return sample("pairs", request(seed).count(count).size(size, size).method(method));
  }

  /** Noise for real pairs. */
  NoiseSource noiseOfPairs() {
    return NoiseSource.keyed(seed + 2);
  }

  /** Adds noise to pairs, and samples on from there, as from any noisy pair on its way. */
  PairSet onward(PairSet clean, NoiseLevel level) {
    PairSet noisy = level.noisy(clean, noiseOfPairs(), 0);
    return set(
        sample(
            "from sigma " + level.sigmaText(),
            request(seed).start(noisy.x(), noisy.y()).method(level.onward())));
  }

  /**
   * Images for masks, which are shown to model y from the first step on.
   *
   * @param masks in [-1, 1]
   */
  PairSet given(String task, Tensor masks) {
    return set(sample(task, request(seed + 1).fixedX(masks).method(method)));
  }

  private SamplingRequest.Builder request(long ofSeed) {
    return SamplingRequest.builder().batchSize(batch).seed(ofSeed);
  }

  private List<PairBatch> sample(String task, SamplingRequest.Builder builder) {
    SamplingRequest request = builder.build();
    PairedSampler sampler =
        PairedSampler.builder()
            .x(models.x())
            .y(models.y())
            .schedule(models.schedule())
            .guide(models.guide())
            .annotation(models.annotation())
            .build();
    long batches = (request.count() - 1) / batch + 1;
    int evaluations = request.method().on(models.schedule()).evaluations();
    try (StepBar bar = new StepBar(task, batches * evaluations);
        Stream<PairBatch> sampled = sampler.sample(request, bar)) {
      return sampled.toList();
    }
  }

  /** All pairs, finished. */
  static PairSet set(List<PairBatch> batches) {
    return PairSet.concat(batches.stream().map(PairSet::of).toList());
  }
}
