package org.pigdiffusion.picture;

import java.util.List;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/**
 * How a pair comes out of noise, as Fig. 3 of the paper shows it: the clean estimates of the mask
 * in the upper row and of the image in the lower row, time running from left to right.
 *
 * @param columns the most steps to show, at least 2; of more, evenly spaced ones are chosen, always
 *     with the first and the last
 * @param factor by how much every pixel is enlarged, at least 1
 */
public record TrajectoryStrip(int columns, int factor) {
  private static final int GAP = 2;

  /** Creates a layout. */
  public TrajectoryStrip {
    if (columns < 2 || factor < 1) {
      throw new IllegalArgumentException(
          "strip: expected at least 2 columns and a factor of at least 1, found %d and %d"
              .formatted(columns, factor));
    }
  }

  /**
   * Draws the strip of one pair of a batch. A mask of one channel is drawn in its grey values, so
   * that its uncertainty is seen; a mask of several by its classes.
   *
   * @param x0hat clean estimates of the mask, {@code [n, k, h, w]} each, in the order of the steps
   * @param y0hat clean estimates of the image, {@code [n, 1 or 3, h, w]} each, as many
   * @param pair which pair of the batch
   */
  public Picture draw(List<Tensor> x0hat, List<Tensor> y0hat, int pair) {
    if (x0hat.isEmpty() || x0hat.size() != y0hat.size()) {
      throw new IllegalArgumentException(
          "x0hat, y0hat: expected equally many, at least one, found %d and %d"
              .formatted(x0hat.size(), y0hat.size()));
    }
    Shape shape = x0hat.get(0).shape();
    if (pair < 0 || pair >= shape.batch()) {
      throw new IllegalArgumentException(
          "pair: expected in [0," + shape.batch() + "), found " + pair);
    }
    int shown = Math.min(columns, x0hat.size());
    long height = (long) shape.height() * factor;
    long width = (long) shape.width() * factor;
    Cells cells = new Cells(2 * shown, shown, height, width, GAP);
    Canvas canvas = new Canvas(cells, factor);
    for (int i = 0; i < shown; i++) {
      int step = shown == 1 ? 0 : (int) Math.round((double) i * (x0hat.size() - 1) / (shown - 1));
      Tensor x = x0hat.get(step).requireShape("x0hat", shape);
      Tensor y = y0hat.get(step);
      y.requireShape("y0hat", shape.withChannels(y.shape().channels()));
      if (shape.channels() == 1) {
        canvas.image(cells.top(i), cells.left(i), x, pair);
      } else {
        canvas.mask(cells.top(i), cells.left(i), x, pair);
      }
      canvas.image(cells.top(shown + i), cells.left(shown + i), y, pair);
    }
    return canvas.picture();
  }
}
