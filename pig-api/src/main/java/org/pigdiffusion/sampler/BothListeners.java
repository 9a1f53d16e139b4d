package org.pigdiffusion.sampler;

/** Tells two listeners, the first one first; each may stop the run. */
record BothListeners(SamplingListener first, SamplingListener second) implements SamplingListener {

  @Override
  public void onBatchBegun(long firstIndex, int size) {
    first.onBatchBegun(firstIndex, size);
    second.onBatchBegun(firstIndex, size);
  }

  @Override
  public void onCall(Call call) {
    first.onCall(call);
    second.onCall(call);
  }

  @Override
  public void onEvaluation(Progress progress) {
    first.onEvaluation(progress);
    second.onEvaluation(progress);
  }

  @Override
  public void onBatchEnded(long firstIndex, int size, boolean finished) {
    first.onBatchEnded(firstIndex, size, finished);
    second.onBatchEnded(firstIndex, size, finished);
  }

  @Override
  public boolean isCancelled() {
    return first.isCancelled() || second.isCancelled();
  }
}
