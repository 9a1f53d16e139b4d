package org.pigdiffusion.examples.common;

import me.tongfei.progressbar.ProgressBar;
import org.pigdiffusion.sampler.SamplingListener;

/** A progress bar over the evaluations of all batches, those of earlier runs of a job included. */
public final class StepBar implements SamplingListener, AutoCloseable {
  private final ProgressBar bar;
  private boolean begun;

  /** A bar for so many evaluations of batches. */
  public StepBar(String task, long evaluations) {
    this.bar = Bars.builder(task, evaluations).build();
  }

  @Override
  public void onEvaluation(Progress progress) {
    if (!begun) {
      begun = true;
      skipEarlier(progress);
    }
    bar.step();
    bar.setExtraMessage(progress.finishedPairs() + "/" + progress.pairs() + " pairs");
  }

  /** Goes to where the first batch of this run begins. */
  private void skipEarlier(Progress progress) {
    int batch = progress.yClean().shape().batch();
    boolean last = progress.finishedEvaluations() == progress.evaluations();
    long earlier = progress.finishedPairs() - (last ? batch : 0);
    if (earlier > 0) {
      long batches = (progress.pairs() - earlier - 1) / batch + 1;
      bar.stepTo(bar.getMax() - batches * progress.evaluations());
    }
  }

  @Override
  public void close() {
    bar.close();
  }
}
