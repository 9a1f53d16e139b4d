package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.contract.GuideRefreshContract;
import org.pigdiffusion.contract.PairInvarianceContract;
import org.pigdiffusion.contract.PairedSamplerContract;
import org.pigdiffusion.contract.PairedSamplerFaultContract;
import org.pigdiffusion.contract.PairedSamplerRunContract;
import org.pigdiffusion.contract.ParallelSamplingContract;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddim;

class TwoDenoiserSamplerTest {

  private static PairedSampler built(
      Denoiser x,
      Denoiser y,
      NoiseSchedule schedule,
      GuideTransform guide,
      GuideTransform annotation) {
    return PairedSampler.builder()
        .x(x)
        .y(y)
        .schedule(schedule)
        .guide(guide)
        .annotation(annotation)
        .build();
  }

  @Nested
  class Results extends PairedSamplerContract {
    @Override
    protected Maker maker() {
      return TwoDenoiserSamplerTest::built;
    }
  }

  @Nested
  class Runs extends PairedSamplerRunContract {
    @Override
    protected Maker maker() {
      return TwoDenoiserSamplerTest::built;
    }
  }

  @Nested
  class Invariance extends PairInvarianceContract {
    @Override
    protected Maker maker() {
      return TwoDenoiserSamplerTest::built;
    }
  }

  @Nested
  class Refresh extends GuideRefreshContract {
    @Override
    protected Maker maker() {
      return TwoDenoiserSamplerTest::built;
    }
  }

  @Nested
  class Parallel extends ParallelSamplingContract {
    @Override
    protected Maker maker() {
      return TwoDenoiserSamplerTest::built;
    }
  }

  @Nested
  class Faults extends PairedSamplerFaultContract {
    @Override
    protected Maker maker() {
      return TwoDenoiserSamplerTest::built;
    }
  }

  @Test
  void theGuideTransformFinishesTheAnnotationTooUnlessAnotherIsGiven() {
    PairBatch batch =
        PairedSampler.builder()
            .x(FunctionDenoiser.pointwise(1, 1))
            .y(FunctionDenoiser.pointwise(1, 1))
            .schedule(NoiseSchedule.paper())
            .guide(GuideTransform.ternary())
            .build()
            .sample(SamplingRequest.builder().size(4, 4).method(Ddim.ofSteps(3)).build())
            .toList()
            .get(0);
    assertEquals(GuideTransform.ternary().apply(batch.x()), batch.annotation());
    assertEquals(GuideTransform.classes(3), batch.provenance().annotation());
  }
}
