package org.pigdiffusion.picture;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** A mirror image, as training on flipped pairs makes them. */
public enum Flip {
  /** As it is. */
  NONE(false, false),
  /** Left and right exchanged. */
  HORIZONTAL(false, true),
  /** Top and bottom exchanged. */
  VERTICAL(true, false),
  /** Both, which is half a turn. */
  BOTH(true, true);

  private final boolean rows;
  private final boolean columns;

  Flip(boolean rows, boolean columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /** The flipped batch. Every flip undoes itself. */
  public Tensor of(Tensor images) {
    Shape shape = images.shape();
    float[] from = images.toArray();
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      int column = i % shape.width();
      int row = i / shape.width() % shape.height();
      int start = i - i % shape.planeSize();
      int sourceRow = rows ? shape.height() - 1 - row : row;
      int sourceColumn = columns ? shape.width() - 1 - column : column;
      to[i] = from[start + sourceRow * shape.width() + sourceColumn];
    }
    return Tensor.adopt(shape, to);
  }
}
