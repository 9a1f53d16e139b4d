package org.pigdiffusion.examples;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.common.Bars;
import org.pigdiffusion.examples.common.Interruption;
import org.pigdiffusion.trainer.TrainingListener;

/**
 * A progress bar for each stage. An interrupt from the keyboard ends the run at a checkpoint: the
 * process waits for it before it ends.
 */
final class TrainingBar implements TrainingListener, AutoCloseable {

  private final Interruption interruption = new Interruption();
  private final Runnable beginning;
  private boolean begun;
  private ProgressBar bar;
  private Role stage;
  private String size = "";
  private double validationLoss = Double.NaN;

  /**
   * A progress bar.
   *
   * @param beginning what is done once, before the first step and after all that may be refused
   */
  TrainingBar(Runnable beginning) {
    this.beginning = beginning;
  }

  @Override
  public void onSize(int height, int width) {
    if (!begun) {
      beginning.run();
      begun = true;
    }
    size = " at %dx%d".formatted(height, width);
    stage = null;
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
        Bars.builder("stage " + stage + size, first.steps())
            .startsFrom(first.step() - 1L, Duration.ZERO)
            .build();
  }

  @Override
  public void onValidation(Validation validation) {
    validationLoss = validation.loss();
  }

  @Override
  public boolean isCancelled() {
    return interruption.isCancelled();
  }

  private void endBar() {
    if (bar != null) {
      bar.close();
    }
  }

  @Override
  public void close() {
    endBar();
    interruption.close();
  }
}
