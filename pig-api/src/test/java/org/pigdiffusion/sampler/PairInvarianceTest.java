package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.scheduler.Ddpm;

/**
 * A {@link PairedSampler} of two denoisers makes pair {@code i} of a seed the same alone, in any
 * batch, on any shard and in any thread: bit for bit, if the denoisers treat each image alike.
 */
class PairInvarianceTest extends RecordedSampler {
  /** Stand-ins for a network, with different channels of x and y. */
  enum Network {
    POINTWISE,
    MIXING;

    Denoiser of(int channels, int conditionChannels) {
      return this == POINTWISE
          ? FunctionDenoiser.pointwise(channels, conditionChannels)
          : FunctionDenoiser.mixing(channels, conditionChannels);
    }
  }

  private PairedSampler of(Network network) {
    return recorded(network.of(2, 3), network.of(3, 2), GuideTransform.classes(2), IDENTITY);
  }

  private static SamplingRequest.Builder noisy(int count) {
    return SamplingRequest.builder()
        .count(count)
        .size(4, 5)
        .seed(3)
        .method(Ddpm.ofSteps(7))
        .firstIndex(20);
  }

  /** A pair as it was sampled: a finished image has no values beyond [-1, 1]. */
  private record Sampled(long index, Tensor x, Tensor y) {}

  private static List<Sampled> pairs(Stream<PairBatch> batches) {
    return batches.flatMap(PairInvarianceTest::pairs).toList();
  }

  private static Stream<Sampled> pairs(PairBatch batch) {
    return IntStream.range(0, batch.size())
        .mapToObj(
            i ->
                new Sampled(
                    batch.firstIndex() + i, batch.x().slice(i, i + 1), batch.y().slice(i, i + 1)));
  }

  @ParameterizedTest
  @EnumSource
  void aPairIsTheSameInAnyBatchBitForBit(Network network) {
    PairedSampler sampler = of(network);
    List<Sampled> together = pairs(sampler.sample(noisy(7).batchSize(7).build()));
    for (int batchSize : new int[] {1, 2, 3, 100}) {
      assertEquals(together, pairs(sampler.sample(noisy(7).batchSize(batchSize).build())));
    }
    assertEquals(7, together.stream().map(Sampled::y).distinct().count());
    assertEquals(new Shape(1, 2, 4, 5), together.get(0).x().shape());
    assertEquals(new Shape(1, 3, 4, 5), together.get(0).y().shape());
  }

  @ParameterizedTest
  @EnumSource
  void aPairIsTheSameOnAnyShardBitForBit(Network network) {
    PairedSampler sampler = of(network);
    List<Sampled> together = pairs(sampler.sample(noisy(7).build()));
    List<Sampled> sharded = new ArrayList<>(pairs(sampler.sample(noisy(4).batchSize(3).build())));
    sharded.addAll(pairs(of(network).sample(noisy(3).firstIndex(24).batchSize(2).build())));
    assertEquals(together, sharded);
    assertEquals(24, sharded.get(4).index());
  }

  @ParameterizedTest
  @EnumSource
  void aPairIsTheSameInAnyThreadBitForBit(Network network) throws Exception {
    PairedSampler sampler = of(network);
    List<Sampled> serial = pairs(sampler.sample(noisy(8).build()));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Sampled>>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        SamplingRequest one = noisy(1).firstIndex(20 + i).build();
        running.add(threads.submit(() -> pairs(sampler.sample(one))));
      }
      for (int i = 0; i < 8; i++) {
        assertEquals(List.of(serial.get(i)), running.get(i).get());
      }
    } finally {
      threads.shutdown();
    }
  }

  /** What of a pair must not depend on its batch mates. */
  private record Made(Sampled pair, PairBatch.Calls calls) {}

  private static List<Made> made(Stream<PairBatch> batches) {
    return batches
        .flatMap(batch -> Streams.zip(pairs(batch), batch.calls().stream(), Made::new))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void aPairThatHoldsItsGuideIsTheSameInAnyBatchAndOnAnyShardBitForBit(Network network) {
    assertTheSameWithCallsOfItsOwn(network, false);
  }

  @ParameterizedTest
  @EnumSource
  void aPairThatExtrapolatesItsGuideIsTheSameInAnyBatchAndOnAnyShardBitForBit(Network network) {
    assertTheSameWithCallsOfItsOwn(network, true);
  }

  /** Each pair calls model x at steps of its own, by a coin that its last change tosses. */
  private void assertTheSameWithCallsOfItsOwn(Network network, boolean extrapolates) {
    PairedSampler sampler = of(network);
    Rule tossed =
        new Rule(
            moment -> moment.age() > 1 || Double.doubleToLongBits(moment.change()) % 2 == 0,
            extrapolates);
    SamplingRequest.Builder seven = noisy(7).guideRefresh(tossed);
    List<Made> together = made(sampler.sample(seven.batchSize(7).build()));
    assertTrue(together.stream().map(Made::calls).distinct().count() > 1, "calls of the pairs");
    for (int batchSize : new int[] {1, 2, 3, 100}) {
      assertEquals(together, made(sampler.sample(seven.batchSize(batchSize).build())));
    }
    SamplingRequest.Builder shard = noisy(3).guideRefresh(tossed).firstIndex(24);
    assertEquals(together.subList(4, 7), made(of(network).sample(shard.batchSize(2).build())));
  }

  @Test
  void anotherSeedMakesAnotherPair() {
    PairedSampler sampler = of(Network.POINTWISE);
    assertNotEquals(
        pairs(sampler.sample(noisy(1).seed(1).build())),
        pairs(sampler.sample(noisy(1).seed(2).build())));
  }
}
