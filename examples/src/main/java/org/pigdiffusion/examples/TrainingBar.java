package org.pigdiffusion.examples;

import java.util.concurrent.atomic.AtomicBoolean;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.TrainingListener;

/** A progress bar for each stage; an interrupt from the keyboard ends the run at a checkpoint. */
final class TrainingBar implements TrainingListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 2000;

  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Thread hook = new Thread(this::cancelAndWait, "cancel-training");
  private final Thread trainer = Thread.currentThread();
  private @Nullable ProgressBar bar;
  private @Nullable Role stage;
  private double validationLoss = Double.NaN;

  TrainingBar() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void cancelAndWait() {
    cancelled.set(true);
    try {
      trainer.join(30_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onStep(Step step) {
    ProgressBar current = bar;
    if (current == null || stage != step.role()) {
      close();
      stage = step.role();
      validationLoss = Double.NaN;
      current =
          new ProgressBarBuilder()
              .setTaskName("stage " + step.role())
              .setInitialMax(step.steps())
              .startsFrom(step.step() - 1L, java.time.Duration.ZERO)
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .build();
      bar = current;
    }
    current.stepTo(step.step());
    current.setExtraMessage("loss %.4f, validation %.4f".formatted(step.loss(), validationLoss));
  }

  @Override
  public void onValidation(Validation validation) {
    validationLoss = validation.loss();
  }

  @Override
  public boolean isCancelled() {
    return cancelled.get();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
