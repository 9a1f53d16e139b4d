package org.pigdiffusion.examples;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.common.Bars;
import org.pigdiffusion.examples.common.Interruption;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;

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
  private double loss = Double.NaN;
  private double validationLoss = Double.NaN;
  private final List<LossCurves.Size> sizes = new ArrayList<>();

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
    loss = step.loss();
    bar.stepTo(step.step());
    tell();
  }

  private void tell() {
    bar.setExtraMessage("loss %.4f, validation %s".formatted(loss, validated()));
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
    tell(); // after the last step there is no other that would
  }

  @Override
  public void onSizeEnd(int height, int width, TrainingReport report) {
    sizes.add(new LossCurves.Size(height, width, report));
  }

  /** What became of each size so far. */
  List<LossCurves.Size> sizes() {
    return sizes;
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
