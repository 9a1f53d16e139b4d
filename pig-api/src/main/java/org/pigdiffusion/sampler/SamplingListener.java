package org.pigdiffusion.sampler;

import org.pigdiffusion.Tensor;

/**
 * Follows a sampling run and may stop it. Called by the thread that consumes the stream, between
 * network calls; {@link #isCancelled} usually reads a flag that another thread sets.
 */
public interface SamplingListener {

  /** Called after each joint step. */
  default void onStep(Progress progress) {}

  /** Asked before each network call; the run stops as soon as it answers true. */
  default boolean isCancelled() {
    return false;
  }

  /** A listener that does nothing and never stops a run. */
  static SamplingListener silent() {
    return new SamplingListener() {};
  }

  /**
   * How far a run is.
   *
   * @param finishedPairs pairs of the batches that are finished
   * @param pairs pairs asked for
   * @param finishedSteps joint steps taken in the current batch, from 1
   * @param steps joint steps of a batch
   * @param xClean the guide's clean estimate x0hat of the current batch: a preview, free to keep
   * @param yClean the target's clean estimate y0hat of the current batch
   */
  record Progress(
      long finishedPairs, long pairs, int finishedSteps, int steps, Tensor xClean, Tensor yClean) {}
}
