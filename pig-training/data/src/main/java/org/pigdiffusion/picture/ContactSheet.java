package org.pigdiffusion.picture;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;

/**
 * Many pairs on one picture. Each pair is three tiles side by side: the image, its mask, and the
 * image with the lesion outlined and tinted. Of masks of several classes each has a colour of its
 * own, which {@link #legend} tells.
 *
 * @param columns pairs in a row, at least 1
 * @param factor by how much every pixel is enlarged, at least 1
 * @param rgb colour of the outline of masks of one class, 0xRRGGBB
 * @param tint how strongly the lesion is tinted, in [0, 1]
 */
public record ContactSheet(int columns, int factor, int rgb, double tint) {
  private static final int TILE_GAP = 1;
  private static final int PAIR_GAP = 4;

  /** Masks of as many channels, or of a single one, have one class beside the background. */
  private static final int ONE_CLASS = 2;

  /** Creates a layout. */
  public ContactSheet {
    if (columns < 1 || factor < 1) {
      throw new IllegalArgumentException(
          "contact sheet: expected columns and factor of at least 1, found %d and %d"
              .formatted(columns, factor));
    }
    if (rgb < 0 || rgb > 0xFFFFFF || !(tint >= 0 && tint <= 1)) {
      throw new IllegalArgumentException(
          "contact sheet: expected rgb in [0,0xFFFFFF] and tint in [0,1], found 0x%X and %s"
              .formatted(rgb, tint));
    }
  }

  /** A layout with an orange outline and a faint tint. */
  public static ContactSheet of(int columns, int factor) {
    return new ContactSheet(columns, factor, 0xFF8C1A, 0.15);
  }

  /** The sheet of some pairs, all of one size. */
  public Picture draw(List<PairExample> pairs) {
    return draw(
        Tensor.concatBatch(pairs.stream().map(PairExample::x).toList()),
        Tensor.concatBatch(pairs.stream().map(PairExample::y).toList()));
  }

  /**
   * The sheet of a batch of pairs.
   *
   * @param x masks {@code [n, k, h, w]}
   * @param y images {@code [n, 1 or 3, h, w]}
   */
  public Picture draw(Tensor x, Tensor y) {
    y.requireShape("y", x.shape().withChannels(y.shape().channels()));
    Shape shape = x.shape();
    long height = (long) shape.height() * factor;
    long width = 3L * shape.width() * factor + 2 * TILE_GAP;
    Cells cells = new Cells(shape.batch(), columns, height, width, PAIR_GAP);
    Canvas canvas = new Canvas(cells, factor);
    int tileWidth = shape.width() * factor;
    for (int n = 0; n < shape.batch(); n++) {
      int top = cells.top(n);
      int left = cells.left(n);
      canvas.image(top, left, y, n);
      canvas.mask(top, left + tileWidth + TILE_GAP, x, n);
      overlay(canvas, top, left + 2 * (tileWidth + TILE_GAP), x, y, n);
    }
    return canvas.picture();
  }

  /**
   * What the tiles of a pair are, for captions: {@code image, mask, both}, and of masks of several
   * classes which colour is which, {@code image, mask, both (class 1 orange, class 2 sky blue)}.
   *
   * @param channels of the masks, at least 1
   */
  public static String legend(int channels) {
    if (channels < 1) {
      throw new IllegalArgumentException("channels: expected at least 1, found " + channels);
    }
    String tiles = "image, mask, both";
    return channels <= ONE_CLASS
        ? tiles
        : IntStream.range(1, channels)
            .mapToObj(label -> "class %d %s".formatted(label, ClassColor.of(label).word()))
            .collect(Collectors.joining(", ", tiles + " (", ")"));
  }

  private void overlay(Canvas canvas, int top, int left, Tensor x, Tensor y, int n) {
    canvas.image(top, left, y, n);
    Shape shape = x.shape();
    int[] labels = MaskClasses.of(x).labels(n);
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column++) {
        int label = labels[row * shape.width() + column];
        if (label != 0) {
          int color = shape.channels() <= ONE_CLASS ? rgb : ClassColor.of(label).rgb();
          int down = top + row * factor;
          int across = left + column * factor;
          canvas.tint(down, across, factor, factor, color, tint);
          outline(canvas, down, across, edges(labels, shape, row, column), color);
        }
      }
    }
  }

  /**
   * Which neighbours (above, below, left, right) are of another class or background; beyond the
   * image is not.
   */
  private static boolean[] edges(int[] labels, Shape shape, int row, int column) {
    int at = row * shape.width() + column;
    return new boolean[] {
      row > 0 && labels[at - shape.width()] != labels[at],
      row < shape.height() - 1 && labels[at + shape.width()] != labels[at],
      column > 0 && labels[at - 1] != labels[at],
      column < shape.width() - 1 && labels[at + 1] != labels[at]
    };
  }

  private void outline(Canvas canvas, int down, int across, boolean[] edges, int color) {
    if (edges[0]) {
      canvas.tint(down, across, 1, factor, color, 1);
    }
    if (edges[1]) {
      canvas.tint(down + factor - 1, across, 1, factor, color, 1);
    }
    if (edges[2]) {
      canvas.tint(down, across, factor, 1, color, 1);
    }
    if (edges[3]) {
      canvas.tint(down, across + factor - 1, factor, 1, color, 1);
    }
  }
}
