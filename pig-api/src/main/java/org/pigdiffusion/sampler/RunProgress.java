package org.pigdiffusion.sampler;

import java.util.concurrent.atomic.AtomicLong;
import org.pigdiffusion.Tensor;

/** Keeps the listener of one run informed; any number of batches may be under way at once. */
final class RunProgress {
  private final SamplingListener listener;
  private final long pairs;
  private final AtomicLong finishedPairs = new AtomicLong();

  RunProgress(SamplingListener listener, long pairs) {
    this.listener = listener;
    this.pairs = pairs;
  }

  void requireNotCancelled() {
    if (listener.isCancelled()) {
      throw new SamplingCancelledException(finishedPairs.get(), pairs);
    }
  }

  /** Tells of an evaluation of both chains of a batch of this size. */
  void evaluated(int evaluation, int evaluations, int size, Tensor xClean, Tensor yClean) {
    boolean last = evaluation == evaluations - 1;
    long finished = last ? finishedPairs.addAndGet(size) : finishedPairs.get();
    listener.onEvaluation(
        SamplingListener.Progress.builder(xClean, yClean)
            .pairs(finished, pairs)
            .evaluations(evaluation + 1, evaluations)
            .build());
  }
}
