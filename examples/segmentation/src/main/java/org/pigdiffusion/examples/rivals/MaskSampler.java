package org.pigdiffusion.examples.rivals;

import java.util.stream.Stream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.SamplingMethod;

/**
 * Samples the images of given masks.
 *
 * @param sampler of a model y alone
 * @param method how to sample
 * @param seed of the noise
 */
record MaskSampler(PairedSampler sampler, SamplingMethod method, long seed)
    implements MaskedPairs.Model {
  @Override
  public Tensor images(Tensor masks, long first) {
    SamplingRequest request =
        SamplingRequest.builder()
            .fixedX(masks)
            .firstIndex(first)
            .batchSize(masks.shape().batch())
            .method(method)
            .seed(seed)
            .build();
    try (Stream<PairBatch> batches = sampler.sample(request)) {
      return Tensor.concatBatch(batches.map(PairBatch::y).toList());
    }
  }
}
