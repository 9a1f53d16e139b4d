package org.pigdiffusion.examples;

import org.pigdiffusion.Role;
import org.pigdiffusion.evaluation.PairFilter;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.common.Interruption;
import org.pigdiffusion.segmentation.ExperimentListener;
import org.pigdiffusion.segmentation.PigListener;
import org.pigdiffusion.trainer.TrainingListener;

/** Tells how far everything is, and stops it at an interrupt from the keyboard. */
final class BenefitProgress implements ExperimentListener, PigListener {
  private static final int TENTHS = 10;

  private final int networks;
  private final Interruption interruption;
  private int rows;

  BenefitProgress(int networks, Interruption interruption) {
    this.networks = networks;
    this.interruption = interruption;
  }

  @Override
  public boolean isCancelled() {
    return interruption.isCancelled();
  }

  @Override
  public TrainingListener onTraining(int fold) {
    return new TrainingListener() {
      private int steps;
      private String size = "";

      @Override
      public void onSize(int height, int width) {
        size = " at %dx%d".formatted(height, width);
      }

      @Override
      public void onStep(Step step) {
        if (steps == 0) { // not before: a pair that was trained by an earlier call has no steps
          System.out.printf("fold %d: training the pair%n", fold);
        }
        steps = step.steps();
      }

      @Override
      public void onValidation(Validation validated) {
        System.out.printf(
            "fold %d: model %s%s, step %d of %d, validation loss %.4f%n",
            fold,
            validated.role() == Role.X ? "x" : "y",
            size,
            validated.step(),
            steps,
            validated.loss());
      }

      @Override
      public boolean isCancelled() {
        return interruption.isCancelled();
      }
    };
  }

  @Override
  public void onSampled(int fold, int pairs, int of) {
    if (pairs == of || pairs % Math.max(8, of / TENTHS / 8 * 8) == 0) {
      System.out.printf("fold %d: %d of %d pairs sampled%n", fold, pairs, of);
    }
  }

  @Override
  public void onFiltered(SegmentationRow.Key key, PairFilter.Result result) {
    System.out.printf(
        "%s: %d of %d generated pairs rejected %s%n",
        key, result.rejects().size(), result.pairs().size(), result.rejectsByRule());
  }

  @Override
  public void onRow(SegmentationRow row) {
    rows++;
    System.out.printf("%d of %d: %s, %s%n", rows, networks, row.key(), RowText.result(row));
  }
}
