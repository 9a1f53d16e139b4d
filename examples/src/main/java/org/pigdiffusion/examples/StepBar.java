package org.pigdiffusion.examples;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.pigdiffusion.sampler.SamplingListener;

/** A progress bar over the joint steps of all batches. */
final class StepBar implements SamplingListener, AutoCloseable {
  private final ProgressBar bar;

  StepBar(String task, long steps) {
    this.bar = new ProgressBarBuilder().setTaskName(task).setInitialMax(steps).build();
  }

  @Override
  public void onStep(Progress progress) {
    bar.step();
    bar.setExtraMessage(progress.finishedPairs() + "/" + progress.pairs() + " pairs");
  }

  @Override
  public void close() {
    bar.close();
  }
}
