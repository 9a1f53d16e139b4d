package org.pigdiffusion.examples.spark;

import java.io.Serializable;
import java.nio.file.Path;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.picture.SamplingJob;
import org.pigdiffusion.picture.Shard;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.SamplingMethod;

/**
 * What a job samples, as it travels to the executors: text and numbers.
 *
 * @param pairs number of pairs
 * @param first number of the first pair
 * @param seed seed of the noise
 * @param batch pairs of a network call
 * @param size height and width as {@link ImageSize#parse} reads them
 * @param method as {@link SamplingMethod#parse} reads it
 * @param partitions into how many shards the pairs are divided
 */
record PairJob(
    long pairs, long first, long seed, int batch, String size, String method, int partitions)
    implements Serializable {

  /** All pairs. */
  SamplingRequest request() {
    ImageSize pictures = ImageSize.parse(size);
    return SamplingRequest.builder()
        .count(pairs)
        .firstIndex(first)
        .seed(seed)
        .batchSize(batch)
        .size(pictures.height(), pictures.width())
        .method(SamplingMethod.parse(method))
        .build();
  }

  /** The pairs of one partition, from 0, as a job with a folder. */
  SamplingJob ofPartition(int partition, Path folder) {
    return SamplingJob.builder(request(), folder)
        .shard(new Shard(partition + 1, partitions))
        .build();
  }
}
