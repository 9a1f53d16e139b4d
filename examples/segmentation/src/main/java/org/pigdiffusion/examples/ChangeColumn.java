package org.pigdiffusion.examples;

import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.report.Better;
import org.pigdiffusion.report.FigureColumn;

/**
 * The columns of tables of changes: the head says the unit, and which side of 0 is the better one.
 * No row is marked as the best: a change may be the best of several and yet a loss.
 */
public final class ChangeColumn {
  private ChangeColumn() {}

  /** The change of a figure of masks. */
  public static FigureColumn of(SegmentationFigure figure) {
    return figure.isShare()
        ? points(figure.label())
        : new FigureColumn(figure.label() + ", pixels", Better.BELOW_ZERO, 1, 2);
  }

  /** The change of a share of which more is better, such as the Dice with so many images. */
  public static FigureColumn points(String name) {
    return new FigureColumn(name + ", points", Better.ABOVE_ZERO, 100, 1);
  }
}
