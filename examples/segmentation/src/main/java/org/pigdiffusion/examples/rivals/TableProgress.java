package org.pigdiffusion.examples.rivals;

import java.util.function.BooleanSupplier;
import org.pigdiffusion.evaluation.PairFilter;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.RowText;
import org.pigdiffusion.segmentation.ExperimentListener;

/**
 * Tells of each row that is finished.
 *
 * @param experiment which of the table's experiments it is of
 * @param stopped whether to stop
 */
record TableProgress(String experiment, BooleanSupplier stopped) implements ExperimentListener {
  @Override
  public void onFiltered(SegmentationRow.Key key, PairFilter.Result result) {
    System.out.printf(
        "%s, %s: %d of %d generated pairs rejected %s%n",
        experiment, key, result.rejects().size(), result.pairs().size(), result.rejectsByRule());
  }

  @Override
  public boolean isCancelled() {
    return stopped.getAsBoolean();
  }

  @Override
  public void onRow(SegmentationRow row) {
    System.out.printf("%s, %s: %s%n", experiment, row.key(), RowText.result(row));
  }
}
