package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;
import static org.pigdiffusion.contract.TensorAssertions.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.contract.RecordingDenoiser;
import org.pigdiffusion.contract.RecordingDenoiser.Call;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.Scheduler;

/** One network alone: plain DDIM, or mask to image. */
class UnguidedSamplerTest {
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(100, 1e-3, 0.2);
  private final List<Call> calls = new ArrayList<>();

  private PairedSampler of(Denoiser y) {
    return PairedSampler.builder()
        .y(new RecordingDenoiser(Role.Y, y, calls))
        .schedule(SCHEDULE)
        .build();
  }

  private static SamplingRequest.Builder request() {
    return SamplingRequest.builder().count(2).size(4, 4).method(Ddim.ofSteps(5)).seed(1);
  }

  @Test
  void anUnconditionalNetworkIsPlainDdim() {
    Denoiser network = FunctionDenoiser.mixing(1, 0);
    PairBatch batch = of(network).sample(request().build()).toList().get(0);
    Scheduler scheduler = Ddim.ofSteps(5).on(SCHEDULE);
    Tensor y = NoiseSource.keyed(1).open(0).next(Role.Y, new Shape(2, 1, 4, 4));
    Tensor nothing = Tensor.zeros(new Shape(2, 0, 4, 4));
    for (int step = 0; step < 5; step++) {
      Tensor noise = network.predict(y, nothing, scheduler.time(step));
      Tensor clean = SCHEDULE.at(scheduler.time(step)).clean(y, noise);
      double next = scheduler.alphaBar(step + 1);
      y = Tensor.combine(Math.sqrt(next), clean, Math.sqrt(1 - next), noise);
    }
    assertEquals(5, calls.size());
    assertClose(y, batch.y(), 1e-5);
    assertEquals(nothing, batch.x());
    assertEquals(nothing, batch.annotation());
    assertEquals(0, batch.pairs().get(1).annotation().shape().channels());
    assertEquals(Optional.empty(), batch.provenance().modelX());
  }

  @Test
  void finishedImagesHaveNoValuesBeyondTheirRange() {
    PairBatch batch = of(FunctionDenoiser.mixing(1, 0)).sample(request().build()).toList().get(0);
    assertNotEquals(batch.y(), batch.image(), "nothing was beyond it");
    for (int i = 0; i < batch.y().shape().size(); i++) {
      assertEquals(
          Math.max(-1, Math.min(1, batch.y().toArray()[i])), batch.image().toArray()[i], 0);
    }
    assertEquals(batch.image().slice(1, 2), batch.pairs().get(1).image());
  }

  @Test
  void aConditionalNetworkNeedsItsGuides() {
    PairedSampler sampler = of(FunctionDenoiser.pointwise(1, 2));
    assertRefused("fixedX", () -> sampler.sample(request().build()));
    Tensor masks = tensor(new Shape(2, 2, 4, 4), i -> i % 2);
    PairBatch batch = sampler.sample(request().fixedX(masks).build()).toList().get(0);
    assertEquals(masks, batch.annotation());
    assertTrue(calls.stream().allMatch(call -> call.condition().equals(masks)));
  }
}
