package org.pigdiffusion.examples.common;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.pigdiffusion.sampler.SamplingListener;

/** A progress bar over the evaluations of all batches. */
public final class StepBar implements SamplingListener, AutoCloseable {
  private final ProgressBar bar;

  /** A bar for so many evaluations of batches. */
  public StepBar(String task, long evaluations) {
    this.bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(evaluations).build();
  }

  @Override
  public void onEvaluation(Progress progress) {
    bar.step();
    bar.setExtraMessage(progress.finishedPairs() + "/" + progress.pairs() + " pairs");
  }

  @Override
  public void close() {
    bar.close();
  }
}
