package org.pigdiffusion.examples;

import org.pigdiffusion.evaluation.PairFilter;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.segmentation.ExperimentListener;

/** Tells how far an experiment is, and how long it will take. */
final class BenefitProgress implements ExperimentListener {
  /** Steps after which the time of the others is known. */
  private static final int TIMED = 20;

  private final int networks;
  private int stepsSeen;
  private int rows;
  private long timed;

  BenefitProgress(int networks) {
    this.networks = networks;
  }

  @Override
  public void onStep(SegmentationRow.Key key, int step, int steps, double loss) {
    stepsSeen++;
    if (stepsSeen == 1) {
      timed = System.nanoTime();
    } else if (stepsSeen == TIMED) {
      double seconds = (System.nanoTime() - timed) / 1e9 / (TIMED - 1);
      long left = (long) (networks - rows) * steps - step;
      System.out.printf(
          "%.2f seconds a step: about %.0f minutes for the %d networks that are left.%n",
          seconds, left * seconds / 60, networks - rows);
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
    double dice =
        row.images().stream()
            .mapToDouble(image -> image.figures().get(SegmentationFigure.DICE))
            .average()
            .orElse(Double.NaN);
    System.out.printf("%d of %d: %s, Dice %.3f%n", rows, networks, row.key(), dice);
  }
}
