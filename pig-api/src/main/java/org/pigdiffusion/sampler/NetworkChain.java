package org.pigdiffusion.sampler;

import org.pigdiffusion.BackendException;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Estimate;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.Scheduler;
import org.pigdiffusion.scheduler.Scheduler.Outcome;

/** One chain of a batch: a network that says what a sample holds, and a rule that moves it on. */
final class NetworkChain {
  private final Role role;
  private final Denoiser model;
  private final Scheduler scheduler;
  private final Scheduler.Run run;
  private final NoiseSource.Batch noise;
  private final RunProgress progress;

  NetworkChain(
      Role role,
      Denoiser model,
      Scheduler scheduler,
      NoiseSource.Batch noise,
      RunProgress progress) {
    this.role = role;
    this.model = model;
    this.scheduler = scheduler;
    this.run = scheduler.newRun();
    this.noise = noise;
    this.progress = progress;
  }

  /** Calls the network and moves the sample on. */
  Outcome advance(int evaluation, Tensor sample, Tensor condition) {
    return take(evaluation, sample, estimate(evaluation, sample, condition));
  }

  /** Calls the network, for all images of the batch or for some. */
  Estimate estimate(int evaluation, Tensor sample, Tensor condition) {
    double time = scheduler.time(evaluation);
    Tensor prediction =
        progress.call(role, sample.shape().batch(), () -> model.predict(sample, condition, time));
    if (!prediction.isFinite()) {
      throw new BackendException(
          "model %s of %s on %s: expected finite predictions, found NaN or infinity at evaluation %d"
              .formatted(role, model.spec().id(), model.spec().device(), evaluation));
    }
    return model.spec().prediction().estimate(prediction, sample, scheduler.alphaBar(evaluation));
  }

  /** Moves the sample on with an estimate of the whole batch. */
  Outcome take(int evaluation, Tensor sample, Estimate estimate) {
    return run.advance(evaluation, sample, estimate, () -> noise.next(role, sample.shape()));
  }
}
