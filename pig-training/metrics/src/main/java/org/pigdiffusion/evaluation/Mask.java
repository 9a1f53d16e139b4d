package org.pigdiffusion.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.MaskClasses;

/**
 * What is lesion and what is not, on one image or on a stack of slices. What lies outside the image
 * is background. Immutable and thread-safe.
 */
public final class Mask {
  private final boolean[] lesion;
  private final int depth;
  private final int height;
  private final int width;

  private Mask(boolean[] lesion, int depth, int height, int width) {
    this.lesion = lesion;
    this.depth = depth;
    this.height = height;
    this.width = width;
  }

  /**
   * A mask of a single image.
   *
   * @param lesion {@code height * width} values, row after row
   */
  public static Mask of(boolean[] lesion, int height, int width) {
    return of(lesion, 1, height, width);
  }

  /**
   * A mask of a stack of slices.
   *
   * @param lesion {@code depth * height * width} values, slice after slice, row after row
   * @param depth the number of slices; 1 is a single image
   */
  public static Mask of(boolean[] lesion, int depth, int height, int width) {
    if (depth < 1 || height < 1 || width < 1 || lesion.length != (double) depth * height * width) {
      throw new IllegalArgumentException(
          "lesion: expected as many values as %dx%dx%d has, at least one, found %d"
              .formatted(depth, height, width, lesion.length));
    }
    return new Mask(lesion.clone(), depth, height, width);
  }

  /** A mask of computed values, which it keeps. */
  Mask with(boolean... ofSameSize) {
    return new Mask(ofSameSize, depth, height, width);
  }

  /**
   * Every mask of a batch, whatever its class.
   *
   * @param masks {@code [n, k, h, w]}; of one channel, what is greater than 0 is lesion; of
   *     several, the greatest channel says the class, and channel 0 is background
   */
  public static List<Mask> ofEach(Tensor masks) {
    MaskClasses classes = MaskClasses.of(masks);
    Shape shape = masks.shape();
    return IntStream.range(0, shape.batch())
        .mapToObj(n -> new Mask(classes.lesion(n), 1, shape.height(), shape.width()))
        .toList();
  }

  /**
   * Where one class is, on every mask of a batch.
   *
   * @param masks {@code [n, k, h, w]}, as in {@link #ofEach(Tensor)}
   * @param label the class, in [0, k); of masks of one channel 0 or 1
   */
  public static List<Mask> ofEach(Tensor masks, int label) {
    Shape shape = masks.shape();
    MaskClasses classes = MaskClasses.of(masks);
    int most = classes.count();
    if (label < 0 || label > most) {
      throw new IllegalArgumentException(
          "label: expected in [0,%d], found %d".formatted(most, label));
    }
    return IntStream.range(0, shape.batch())
        .mapToObj(
            n -> {
              boolean[] lesion = new boolean[shape.planeSize()];
              for (int i = 0; i < lesion.length; i++) {
                lesion[i] = classes.at(n, i / shape.width(), i % shape.width()) == label;
              }
              return new Mask(lesion, 1, shape.height(), shape.width());
            })
        .toList();
  }

  /** The number of slices. */
  public int depth() {
    return depth;
  }

  /** The number of rows. */
  public int height() {
    return height;
  }

  /** The number of columns. */
  public int width() {
    return width;
  }

  /** Whether a pixel is lesion; pixels outside the image are not. */
  public boolean at(int slice, int row, int column) {
    return slice >= 0
        && slice < depth
        && row >= 0
        && row < height
        && column >= 0
        && column < width
        && lesion[(slice * height + row) * width + column];
  }

  /** The number of pixels that are lesion. */
  public long pixels() {
    return IntStream.range(0, lesion.length).filter(i -> lesion[i]).count();
  }

  /** Whether nothing is lesion. */
  public boolean isEmpty() {
    return IntStream.range(0, lesion.length).noneMatch(i -> lesion[i]);
  }

  /** Slice after slice, row after row; not to be written to. */
  boolean[] values() {
    return lesion;
  }

  /** Refuses a mask of another size. */
  void requireSameSize(String name, Mask other) {
    if (depth != other.depth || height != other.height || width != other.width) {
      throw new IllegalArgumentException(
          "%s: expected %dx%dx%d, found %dx%dx%d"
              .formatted(name, depth, height, width, other.depth, other.height, other.width));
    }
  }

  /** The part of this mask that the box holds. */
  Mask crop(Box box) {
    Mask part = new Mask(new boolean[box.size()], box.depth(), box.height(), box.width());
    int to = 0;
    for (int slice = 0; slice < box.depth(); slice++) {
      for (int row = 0; row < box.height(); row++) {
        int from = ((box.slice() + slice) * height + box.row() + row) * width + box.column();
        System.arraycopy(lesion, from, part.lesion, to, box.width());
        to += box.width();
      }
    }
    return part;
  }

  /** Some slices, rows and columns of a mask, from the first ones on. */
  record Box(int slice, int row, int column, int depth, int height, int width) {
    int size() {
      return depth * height * width;
    }

    /**
     * The smallest box that holds all that is lesion in a mask that is not empty. A box of a stack
     * has two slices at least: in one alone, nothing would lie above or below.
     */
    static Box around(Mask mask) {
      int[] first = {mask.depth, mask.height, mask.width};
      int[] last = {-1, -1, -1};
      for (int i = 0; i < mask.lesion.length; i++) {
        if (mask.lesion[i]) {
          int row = i / mask.width;
          int[] at = {row / mask.height, row % mask.height, i % mask.width};
          for (int axis = 0; axis < at.length; axis++) {
            first[axis] = Math.min(first[axis], at[axis]);
            last[axis] = Math.max(last[axis], at[axis]);
          }
        }
      }
      if (mask.depth > 1 && first[0] == last[0]) {
        first[0] = Math.max(0, first[0] - 1);
        last[0] = first[0] + 1;
      }
      return new Box(
          first[0],
          first[1],
          first[2],
          last[0] - first[0] + 1,
          last[1] - first[1] + 1,
          last[2] - first[2] + 1);
    }
  }
}
