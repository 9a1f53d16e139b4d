package org.pigdiffusion.examples;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.TrainingListener;

/** A progress bar for each stage of a training. */
final class StageBar implements TrainingListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 2000;

  private final String run;
  private ProgressBar bar;
  private Role stage;

  StageBar(String run) {
    this.run = run;
  }

  @Override
  public void onStep(Step step) {
    if (stage != step.role()) {
      close();
      stage = step.role();
      bar =
          new ProgressBarBuilder()
              .setTaskName(run + ", model " + stage)
              .setInitialMax(step.steps())
              .startsFrom(step.step() - 1L, Duration.ZERO)
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .build();
    }
    bar.stepTo(step.step());
    bar.setExtraMessage("loss %.4f".formatted(step.loss()));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
