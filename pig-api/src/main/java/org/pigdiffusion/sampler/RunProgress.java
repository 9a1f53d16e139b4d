package org.pigdiffusion.sampler;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.pigdiffusion.Role;
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

  private void requireNotCancelled() {
    if (listener.isCancelled()) {
      throw new SamplingCancelledException(finishedPairs.get(), pairs);
    }
  }

  /** Computes a batch, and tells of its begin and its end. */
  PairBatch batch(long firstIndex, int size, Supplier<PairBatch> computation) {
    listener.onBatchBegun(firstIndex, size);
    boolean finished = false;
    try {
      PairBatch batch = computation.get();
      finished = true;
      return batch;
    } finally {
      listener.onBatchEnded(firstIndex, size, finished);
    }
  }

  /** Calls a network, and tells of the call. */
  Tensor call(Role role, int images, Supplier<Tensor> network) {
    requireNotCancelled();
    long begin = System.nanoTime();
    Tensor prediction = network.get();
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    listener.onCall(new SamplingListener.Call(role, images, time));
    return prediction;
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
