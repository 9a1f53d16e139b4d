package org.pigdiffusion.contract;

import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.Scheduler;

/** One chain: where it is, and at which steps it was given noise. */
final class Chain {
  private final Scheduler scheduler;
  private final Scheduler.Run run;
  private final NoiseSource.Batch noise;
  final List<Integer> asked = new ArrayList<>();
  Tensor sample;
  private int step;

  Chain(Scheduler scheduler, Tensor start, NoiseSource.Batch noise) {
    this.scheduler = scheduler;
    this.run = scheduler.newRun();
    this.sample = start;
    this.noise = noise;
  }

  Scheduler.Outcome advance(Tensor predictedNoise) {
    return advance(PredictionType.NOISE, predictedNoise);
  }

  Scheduler.Outcome advance(PredictionType type, Tensor prediction) {
    Scheduler.Outcome taken =
        run.advance(
            step,
            sample,
            type.estimate(prediction, sample, scheduler.alphaBar(step)),
            () -> {
              asked.add(step);
              return noise.next(Role.X, prediction.shape());
            });
    sample = taken.next();
    step++;
    return taken;
  }
}
