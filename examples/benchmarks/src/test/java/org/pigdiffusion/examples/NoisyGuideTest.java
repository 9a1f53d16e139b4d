package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.SamplingMethod;

class NoisyGuideTest {
  /** A call of a denoiser. */
  private record Call(Tensor noisy, Tensor condition, double time) {}

  /** Predicts half of what it is given, and keeps its calls. */
  private static final class Recording implements Denoiser {
    private final List<Call> calls = new ArrayList<>();
    private final String name;

    Recording(String name) {
      this.name = name;
    }

    @Override
    public Tensor predict(Tensor noisy, Tensor condition, double[] times) {
      calls.add(new Call(noisy, condition, times[0]));
      return noisy.map(value -> value / 2);
    }

    @Override
    public DenoiserSpec spec() {
      return DenoiserSpec.builder(1, 1, name).schedule(NoiseSchedule.paper()).build();
    }

    @Override
    public void close() {}
  }

  private final Recording x = new Recording("x");
  private final Recording y = new Recording("y");

  /** Of a rule with one evaluation a step, and of one with two. */
  @Test
  void modelYIsShownTheNoisyGuideOfTheSameTime() {
    for (String method : List.of("ddim:5", "heun:3")) {
      x.calls.clear();
      y.calls.clear();
      try (Stream<PairBatch> batches =
          NoisyGuide.sampler(x, y, GuideTransform.clamped())
              .sample(request().method(SamplingMethod.parse(method)).build())) {
        assertEquals(2, batches.toList().size());
      }
      assertEquals(x.calls.size(), y.calls.size());
      assertTrue(y.calls.size() >= 10, method);
      for (int i = 0; i < y.calls.size(); i++) {
        assertSame(x.calls.get(i).noisy(), y.calls.get(i).condition(), method);
        assertSame(x.calls.get(i).condition(), y.calls.get(i).noisy(), method);
        assertEquals(x.calls.get(i).time(), y.calls.get(i).time(), method);
      }
      assertNotEquals(y.calls.get(0).condition(), y.calls.get(1).condition());
    }
  }

  private static SamplingRequest.Builder request() {
    return SamplingRequest.builder().count(4).batchSize(2).size(8, 8).seed(3);
  }

  /** Else it would be shown the x_t of another time. */
  @Test
  void aModelXThatIsNotCalledAtEveryEvaluationIsRefused() {
    SamplingRequest request = request().guideRefresh(GuideRefresh.parse("every(2)")).build();
    try (Stream<PairBatch> batches =
        NoisyGuide.sampler(x, y, GuideTransform.clamped()).sample(request)) {
      assertThrows(IllegalStateException.class, batches::toList);
    }
  }
}
