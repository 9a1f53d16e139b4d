package org.pigdiffusion.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Role;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.contract.RecordingDenoiser;
import org.pigdiffusion.contract.RecordingDenoiser.Call;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.Ddim;

/** What the tests of a {@link PairedSampler} of two denoisers have in common. */
abstract class RecordedSampler {
  static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(100, 1e-3, 0.2);
  static final GuideTransform IDENTITY = GuideTransform.identity();

  /** All calls of the networks of recorded samplers, in their order. */
  final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

  /** A policy that is only a rule. */
  record Rule(Predicate<GuideRefresh.Moment> due, boolean extrapolates) implements GuideRefresh {
    Rule(Predicate<GuideRefresh.Moment> due) {
      this(due, false);
    }

    @Override
    public boolean isDue(Moment moment) {
      return due.test(moment);
    }

    @Override
    public String description() {
      return "rule";
    }
  }

  /** A sampler of two denoisers. */
  static PairedSampler sampler(
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

  PairedSampler recorded(Denoiser x, Denoiser y, GuideTransform guide, GuideTransform annotation) {
    return sampler(
        new RecordingDenoiser(Role.X, x, calls),
        new RecordingDenoiser(Role.Y, y, calls),
        SCHEDULE,
        guide,
        annotation);
  }

  PairedSampler recorded(Denoiser x, Denoiser y) {
    return recorded(x, y, IDENTITY, IDENTITY);
  }

  PairedSampler recorded() {
    return recorded(FunctionDenoiser.pointwise(1, 1), FunctionDenoiser.pointwise(1, 1));
  }

  /** Three steps in batches of two. */
  static SamplingRequest.Builder request(int count) {
    return SamplingRequest.builder()
        .count(count)
        .size(4, 4)
        .method(Ddim.ofSteps(3))
        .batchSize(2)
        .seed(3);
  }

  /** The one batch that the request makes. */
  static PairBatch only(PairedSampler sampler, SamplingRequest request) {
    List<PairBatch> batches = sampler.sample(request).toList();
    assertEquals(1, batches.size());
    return batches.get(0);
  }
}
