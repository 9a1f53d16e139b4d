package org.pigdiffusion.picture;

import org.pigdiffusion.sampler.SamplingListener;

/**
 * Tells of a run as part of a job that earlier runs began.
 *
 * @param listener who is told
 * @param before pairs of earlier runs
 * @param pairs pairs of the job
 */
record JobListener(SamplingListener listener, long before, long pairs) implements SamplingListener {

  @Override
  public void onBatchBegun(long firstIndex, int size) {
    listener.onBatchBegun(firstIndex, size);
  }

  @Override
  public void onCall(Call call) {
    listener.onCall(call);
  }

  @Override
  public void onEvaluation(Progress progress) {
    listener.onEvaluation(
        Progress.builder(progress.xClean(), progress.yClean())
            .pairs(before + progress.finishedPairs(), pairs)
            .evaluations(progress.finishedEvaluations(), progress.evaluations())
            .build());
  }

  @Override
  public void onBatchEnded(long firstIndex, int size, boolean finished) {
    listener.onBatchEnded(firstIndex, size, finished);
  }

  @Override
  public boolean isCancelled() {
    return listener.isCancelled();
  }
}
