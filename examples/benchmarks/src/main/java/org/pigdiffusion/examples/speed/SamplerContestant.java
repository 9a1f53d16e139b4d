package org.pigdiffusion.examples.speed;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.SamplingMethod;

/** The library's own sampler on two denoisers. */
final class SamplerContestant implements Contestant {
  private final String name;
  private final LongAdder inCalls = new LongAdder();
  private final Denoiser x;
  private final Denoiser y;
  private final PairedSampler sampler;
  private final SamplingRequest.Builder request;
  private final double eta;

  /**
   * A sampler of two denoisers that tell their noise schedule; closes them when it is closed.
   *
   * @param guide between the two
   * @param request all but the method
   * @param eta of the DDIM steps
   */
  SamplerContestant(
      String name,
      Denoiser x,
      Denoiser y,
      GuideTransform guide,
      SamplingRequest.Builder request,
      double eta) {
    this.name = name;
    this.x = x;
    this.y = y;
    this.sampler =
        PairedSampler.builder()
            .x(new TimedDenoiser(x, inCalls))
            .y(new TimedDenoiser(y, inCalls))
            .guide(guide)
            .build();
    this.request = request;
    this.eta = eta;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Timing run(int steps) {
    SamplingRequest run = request.method(SamplingMethod.of(new Ddim(eta), steps)).build();
    inCalls.reset();
    long start = System.nanoTime();
    try (Stream<PairBatch> batches = sampler.sample(run)) {
      batches.forEach(pairs -> {});
    }
    double nanos = System.nanoTime() - start;
    return new Timing(nanos / 1e6 / steps, OptionalDouble.of(1 - inCalls.sum() / nanos));
  }

  @Override
  public void close() {
    try (y) { // closes y even if x fails
      x.close();
    }
  }
}
