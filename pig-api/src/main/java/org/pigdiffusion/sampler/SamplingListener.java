package org.pigdiffusion.sampler;

import org.pigdiffusion.Tensor;

/**
 * Follows a sampling run and may stop it. Called between network calls by the thread that consumes
 * the stream, or by all threads of a parallel one; {@link #isCancelled} usually reads a flag that
 * another thread sets.
 */
public interface SamplingListener {

  /** Called after each evaluation of a batch, that is of both its chains. */
  default void onEvaluation(Progress progress) {}

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
   * @param finishedPairs pairs of all batches that are finished
   * @param pairs pairs asked for
   * @param finishedEvaluations evaluations done in the batch that this is about, from 1
   * @param evaluations all evaluations of a batch
   * @param xClean the guide's clean estimate x0hat of that batch: a preview, free to keep
   * @param yClean the target's clean estimate y0hat of that batch
   */
  record Progress(
      long finishedPairs,
      long pairs,
      int finishedEvaluations,
      int evaluations,
      Tensor xClean,
      Tensor yClean) {}
}
