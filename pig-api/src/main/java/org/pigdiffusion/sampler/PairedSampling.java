package org.pigdiffusion.sampler;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.Scheduler;
import org.pigdiffusion.scheduler.Scheduler.Outcome;

/**
 * PIG's Algorithm 2 for one request. Holds no state between batches but the run's progress.
 *
 * @param x the guide's model; empty if the guide is fixed or has no channels
 * @param y the target's model
 * @param guide what is made of x0hat before it guides y
 * @param annotation what is made of the finished x
 * @param scheduler the rule for both chains
 * @param request what to sample
 * @param progress who is told, and asked whether to stop
 * @param image the shape of one target
 */
record PairedSampling(
    Optional<Denoiser> x,
    Denoiser y,
    GuideTransform guide,
    GuideTransform annotation,
    Scheduler scheduler,
    SamplingRequest request,
    RunProgress progress,
    Shape image) {

  /** Samples the batch of this number, from 0. */
  PairBatch batch(long number) {
    long done = number * request.batchSize();
    int size = (int) Math.min(request.batchSize(), request.count() - done);
    return progress.batch(request.firstIndex() + done, size, () -> new Batch(done, size).run());
  }

  /** One batch: pairs {@code [done, done + size)} of the request. */
  private final class Batch {
    private final long done;
    private final int size;
    private final NoiseSource.Batch noise;
    private final ImmutableList.Builder<TrajectoryPoint> trajectory = ImmutableList.builder();

    Batch(long done, int size) {
      this.done = done;
      this.size = size;
      this.noise = request.noise().open(request.firstIndex() + done);
    }

    /**
     * Algorithm 2: at each evaluation first x, conditioned on y_t, then y, conditioned on x0hat.
     */
    PairBatch run() {
      Tensor xt = start(Role.X);
      Tensor yt = start(Role.Y);
      GuideChain xChain = guideChain(xt);
      NetworkChain yChain = chain(Role.Y, y);
      for (int i = 0; i < scheduler.evaluations(); i++) {
        Outcome ofX = xChain.advance(i, xt, yt);
        Tensor guided = transformed(guide, ofX.clean());
        Outcome ofY = yChain.advance(i, yt, guided);
        report(i, xt, yt, ofX.clean(), ofY.clean());
        xt = ofX.next();
        yt = ofY.next();
      }
      return PairBatch.builder(xt, yt, transformed(annotation, xt), provenance())
          .firstIndex(request.firstIndex() + done)
          .calls(calls(xChain))
          .trajectory(trajectory.build())
          .build();
    }

    private GuideChain guideChain(Tensor start) {
      return x.isPresent()
          ? new RefreshedGuide(chain(Role.X, x.get()), request.guideRefresh(), scheduler, start)
          : GuideChain.fixed();
    }

    private NetworkChain chain(Role role, Denoiser model) {
      return new NetworkChain(role, model, scheduler, noise, progress);
    }

    private Tensor transformed(GuideTransform transform, Tensor tensor) {
      return transform
          .apply(tensor)
          .requireShape("result of guide transform " + transform.description(), tensor.shape());
    }

    /** x_T or y_T; for a fixed x, x itself. */
    private Tensor start(Role role) {
      Shape shape = image.withBatch(size);
      if (role == Role.X) {
        shape = shape.withChannels(y.spec().conditionChannels());
        if (request.fixedX().isPresent()) {
          return part(request.fixedX().get());
        }
      }
      if (request.start().isPresent()) {
        SamplingRequest.Start start = request.start().get();
        return part(role == Role.X ? start.x() : start.y());
      }
      return shape.channels() == 0 ? Tensor.zeros(shape) : noise.next(role, shape);
    }

    private Tensor part(Tensor ofAllPairs) {
      return ofAllPairs.slice((int) done, (int) done + size);
    }

    private void report(int evaluation, Tensor xt, Tensor yt, Tensor xClean, Tensor yClean) {
      int every = request.trajectoryEvery();
      boolean last = evaluation == scheduler.evaluations() - 1;
      if (every > 0 && (evaluation % every == 0 || last)) {
        trajectory.add(
            TrajectoryPoint.builder(xt, yt, xClean, yClean)
                .at(evaluation, scheduler.time(evaluation))
                .build());
      }
      progress.evaluated(evaluation, scheduler.evaluations(), size, xClean, yClean);
    }

    private List<PairBatch.Calls> calls(GuideChain xChain) {
      return IntStream.range(0, size)
          .mapToObj(pair -> new PairBatch.Calls(xChain.calls(pair), scheduler.evaluations()))
          .toList();
    }
  }

  /** Where every batch of the request comes from. */
  Provenance provenance() {
    Provenance.Builder provenance =
        Provenance.builder(
                request.noise(), request.method(), scheduler.noiseSchedule(), named(y.spec()))
            .startGiven(request.start().isPresent())
            .guide(guide)
            .annotation(annotation)
            .guideRefresh(request.guideRefresh());
    x.ifPresent(model -> provenance.modelX(named(model.spec())));
    return provenance.build();
  }

  private static Provenance.Model named(DenoiserSpec spec) {
    return new Provenance.Model(spec.id(), spec.device());
  }
}
