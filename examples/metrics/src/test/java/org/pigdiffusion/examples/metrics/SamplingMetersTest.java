package org.pigdiffusion.examples.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingListener;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;

class SamplingMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SamplingMeters meters = new SamplingMeters(registry);

  private static PairedSampler sampler(FunctionDenoiser y) {
    return PairedSampler.builder()
        .x(FunctionDenoiser.pointwise(1, 1))
        .y(y)
        .schedule(NoiseSchedule.paper())
        .guide(GuideTransform.identity())
        .build();
  }

  private static SamplingRequest request() {
    return SamplingRequest.builder()
        .count(5)
        .batchSize(2)
        .size(4, 4)
        .seed(1)
        .method(Ddim.ofSteps(3))
        .build();
  }

  @Test
  void pairsCallsAndBatchesUnderWayAreCounted() {
    double[] most = {0};
    SamplingListener look =
        new SamplingListener() {
          @Override
          public void onEvaluation(Progress progress) {
            most[0] = Math.max(most[0], underWay());
          }
        };
    try (Stream<PairBatch> batches =
        sampler(FunctionDenoiser.pointwise(1, 1)).sample(request(), meters.and(look))) {
      assertEquals(3, batches.toList().size());
    }
    assertEquals(5, registry.get(SamplingMeters.PAIRS).counter().count());
    assertEquals(0, registry.get(SamplingMeters.LOST).counter().count());
    for (String model : new String[] {"x", "y"}) {
      assertEquals(
          9, registry.get(SamplingMeters.CALLS).tag("model", model).timer().count(), model);
    }
    assertEquals(1, most[0]);
    assertEquals(0, underWay());
  }

  @Test
  void aCallIsTimed() {
    meters.onCall(new SamplingListener.Call(Role.Y, 8, Duration.ofMillis(250)));
    meters.onCall(new SamplingListener.Call(Role.Y, 8, Duration.ofMillis(350)));
    assertEquals(300, meters.calls(Role.Y).mean(TimeUnit.MILLISECONDS), 1e-6);
    assertEquals(0, meters.calls(Role.X).count());
  }

  @Test
  void pairsOfABatchThatFailedAreLostAndNoLongerUnderWay() {
    FunctionDenoiser broken =
        new FunctionDenoiser(
            1, 1, PredictionType.NOISE, (noisy, y, time) -> noisy.map(value -> Double.NaN));
    assertThrows(BackendException.class, () -> sampler(broken).sample(request(), meters).toList());
    assertEquals(0, registry.get(SamplingMeters.PAIRS).counter().count());
    assertEquals(2, registry.get(SamplingMeters.LOST).counter().count());
    assertEquals(0, underWay());
    assertTrue(meters.calls(Role.X).count() == 1);
  }

  private double underWay() {
    return registry.get(SamplingMeters.UNDER_WAY).gauge().value();
  }
}
