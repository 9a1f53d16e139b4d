package org.pigdiffusion.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Role;
import org.pigdiffusion.contract.RecordingDenoiser.Call;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;

/** What the contracts of a {@link PairedSampler} made of two denoisers have in common. */
abstract class SamplerContract {
  static final NoiseSchedule SCHEDULE = NoiseSchedule.linear(100, 1e-3, 0.2);
  static final GuideTransform IDENTITY = GuideTransform.identity();

  /** All calls of the networks of recorded samplers, in their order. */
  final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

  /** Makes a sampler of two denoisers, which it borrows, as {@link PairedSampler#builder} does. */
  @FunctionalInterface
  public interface Maker {
    /** Makes a sampler. */
    PairedSampler of(
        Denoiser x,
        Denoiser y,
        NoiseSchedule schedule,
        GuideTransform guide,
        GuideTransform annotation);
  }

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

  /** How the samplers under test are made. */
  protected abstract Maker maker();

  PairedSampler recorded(Denoiser x, Denoiser y, GuideTransform guide, GuideTransform annotation) {
    return maker()
        .of(
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
