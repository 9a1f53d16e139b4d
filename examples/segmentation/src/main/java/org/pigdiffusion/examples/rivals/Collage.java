package org.pigdiffusion.examples.rivals;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.ConnectedComponents;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.trainer.PairExample;

/** An image and its mask of one channel, on which objects of another are pasted. */
final class Collage {
  private final Shape shape;
  private final float[] mask;
  private final float[] image;

  Collage(PairExample onto) {
    this.shape = onto.y().shape();
    this.mask = onto.x().toArray();
    this.image = onto.y().toArray();
  }

  /** The objects of a mask of one channel. */
  static ConnectedComponents objects(PairExample pair) {
    Shape size = pair.x().shape();
    boolean[] lesion = new boolean[size.planeSize()];
    for (int i = 0; i < lesion.length; i++) {
      lesion[i] = pair.x().at(0, 0, i / size.width(), i % size.width()) > 0;
    }
    return ConnectedComponents.of(lesion, size.height(), size.width());
  }

  /**
   * Pastes an object. Its edge is blended: a pixel has as much of the donor as the object has of
   * the 3x3 pixels around it.
   *
   * @param object its place among {@code objects}
   * @param down by how many rows the object is moved
   * @param right by how many columns
   */
  void paste(PairExample donor, ConnectedComponents objects, int object, int down, int right) {
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++) {
        double share = share(objects, object, row - down, column - right);
        if (share > 0) {
          blend(donor, share, row, column, row - down, column - right);
        }
      }
    }
  }

  private double share(ConnectedComponents objects, int object, int row, int column) {
    int inside = 0;
    int all = 0;
    for (int r = row - 1; r <= row + 1; r++) {
      for (int c = column - 1; c <= column + 1; c++) {
        if (isInside(r, c)) {
          all++;
          inside += objects.at(r, c).orElse(-1) == object ? 1 : 0;
        }
      }
    }
    return isInside(row, column) ? (double) inside / all : 0;
  }

  private boolean isInside(int row, int column) {
    return row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
  }

  private void blend(
      PairExample donor, double share, int row, int column, int fromRow, int fromColumn) {
    int at = row * shape.width() + column;
    mask[at] = Math.max(mask[at], donor.x().at(0, 0, fromRow, fromColumn));
    for (int channel = 0; channel < shape.channels(); channel++) {
      int i = channel * shape.planeSize() + at;
      image[i] =
          (float) (share * donor.y().at(0, channel, fromRow, fromColumn) + (1 - share) * image[i]);
    }
  }

  PairSet pair() {
    return new PairSet(Tensor.of(shape.withChannels(1), mask), Tensor.of(shape, image));
  }
}
