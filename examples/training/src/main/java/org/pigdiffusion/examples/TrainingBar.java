package org.pigdiffusion.examples;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.common.Bars;
import org.pigdiffusion.trainer.TrainingListener;

/**
 * A progress bar for each stage. An interrupt from the keyboard ends the run at a checkpoint: the
 * process waits for it before it ends.
 */
final class TrainingBar implements TrainingListener, AutoCloseable {
  private static final int LONGEST_STEP_SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::cancelAndWait, "cancel-training");
  private volatile boolean cancelled;
  private ProgressBar bar;
  private Role stage;
  private double validationLoss = Double.NaN;

  TrainingBar() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void cancelAndWait() {
    cancelled = true;
    try {
      if (!ended.await(LONGEST_STEP_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Gave up waiting; the run goes on from its last checkpoint.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onStep(Step step) {
    if (stage != step.role()) {
      begin(step);
    }
    bar.stepTo(step.step());
    bar.setExtraMessage("loss %.4f, validation %s".formatted(step.loss(), validated()));
  }

  /** The newest validation loss; before the first there is none. */
  private String validated() {
    return Double.isNaN(validationLoss) ? "-" : "%.4f".formatted(validationLoss);
  }

  private void begin(Step first) {
    endBar();
    stage = first.role();
    validationLoss = Double.NaN;
    bar =
        Bars.builder("stage " + stage, first.steps())
            .startsFrom(first.step() - 1L, Duration.ZERO)
            .build();
  }

  @Override
  public void onValidation(Validation validation) {
    validationLoss = validation.loss();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  private void endBar() {
    if (bar != null) {
      bar.close();
    }
  }

  @Override
  public void close() {
    endBar();
    ended.countDown();
    if (!cancelled) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
