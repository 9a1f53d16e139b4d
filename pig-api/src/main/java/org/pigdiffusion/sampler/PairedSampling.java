package org.pigdiffusion.sampler;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.Scheduler;
import org.pigdiffusion.scheduler.Scheduler.Step;

/**
 * PIG's Algorithm 2 for one request. Holds no state between batches.
 *
 * @param x the guide's model; empty if the guide is fixed or has no channels
 * @param y the target's model
 * @param guide what is made of x0hat before it guides y
 * @param annotation what is made of the finished x
 * @param scheduler the rule for both chains
 * @param request what to sample
 * @param listener who follows
 * @param image the shape of one target
 */
record PairedSampling(
    Optional<Denoiser> x,
    Denoiser y,
    GuideTransform guide,
    GuideTransform annotation,
    Scheduler scheduler,
    SamplingRequest request,
    SamplingListener listener,
    Shape image) {

  /** Samples the batch of this number, from 0. */
  PairBatch batch(long number) {
    long done = number * request.batchSize();
    int size = (int) Math.min(request.batchSize(), request.count() - done);
    return new Batch(done, size).run();
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

    /** Algorithm 2: at each step first x, conditioned on y_t, then y, conditioned on x0hat. */
    PairBatch run() {
      Tensor xt = start(Role.X);
      Tensor yt = start(Role.Y);
      Scheduler.Run xRun = scheduler.newRun();
      Scheduler.Run yRun = scheduler.newRun();
      for (int step = 0; step < scheduler.steps(); step++) {
        Step xStep = x.isPresent() ? advance(Role.X, xRun, step, xt, yt) : new Step(xt, xt);
        Tensor guided = guided(xStep.clean());
        Step yStep = advance(Role.Y, yRun, step, yt, guided);
        report(step, xt, yt, xStep.clean(), yStep.clean());
        xt = xStep.next();
        yt = yStep.next();
      }
      return new PairBatch(
          request.firstIndex() + done, xt, yt, finished(xt), trajectory.build(), provenance());
    }

    /** What guides y; a fixed x does so as it is. */
    private Tensor guided(Tensor xClean) {
      return x.isPresent() ? transformed(guide, xClean) : xClean;
    }

    /** The annotation; a fixed x is one already. */
    private Tensor finished(Tensor sampled) {
      return x.isPresent() ? transformed(annotation, sampled) : sampled;
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

    private Step advance(Role role, Scheduler.Run run, int step, Tensor sample, Tensor condition) {
      if (listener.isCancelled()) {
        throw new SamplingCancelledException(done, request.count());
      }
      Denoiser model = role == Role.X ? x.orElseThrow() : y;
      Tensor prediction = model.predict(sample, condition, scheduler.time(step));
      if (!prediction.isFinite()) {
        throw new BackendException(
            "model %s of %s on %s: expected finite predictions, found NaN or infinity at step %d"
                .formatted(role, model.spec().id(), model.spec().device(), step));
      }
      Estimate estimate =
          model.spec().prediction().estimate(prediction, sample, scheduler.alphaBar(step));
      return run.advance(step, sample, estimate, () -> noise.next(role, sample.shape()));
    }

    private void report(int step, Tensor xt, Tensor yt, Tensor xClean, Tensor yClean) {
      int every = request.trajectoryEvery();
      boolean last = step == scheduler.steps() - 1;
      if (every > 0 && (step % every == 0 || last)) {
        trajectory.add(new TrajectoryPoint(step, scheduler.time(step), xt, yt, xClean, yClean));
      }
      long finished = last ? done + size : done;
      listener.onStep(
          new SamplingListener.Progress(
              finished, request.count(), step + 1, scheduler.steps(), xClean, yClean));
    }

    private Provenance provenance() {
      return new Provenance(
          request.start().isPresent()
              ? "given start, then " + request.noise().description()
              : request.noise().description(),
          scheduler.description(),
          scheduler.noiseSchedule().description(),
          x.isPresent() ? guide.description() : GuideTransform.identity().description(),
          x.isPresent() ? annotation.description() : GuideTransform.identity().description(),
          x.map(model -> named(model.spec())).orElse("fixed"),
          named(y.spec()));
    }
  }

  private static String named(DenoiserSpec spec) {
    return spec.id() + " on " + spec.device();
  }
}
