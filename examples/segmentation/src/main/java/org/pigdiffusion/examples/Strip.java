package org.pigdiffusion.examples;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.MaskClasses;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.picture.PixelDepth;

/** Images and masks side by side, as one picture. */
final class Strip {
  private static final int GAP = 2;

  private Strip() {}

  /** The picture of some tiles of one size, each an image, or a mask drawn by {@link #grey}. */
  static Picture of(List<Tensor> tiles) {
    Shape tile = tiles.get(0).shape();
    int channels = tiles.stream().mapToInt(t -> t.shape().channels()).max().orElseThrow();
    int width = tiles.size() * (tile.width() + GAP) - GAP;
    Shape whole = new Shape(1, channels, tile.height(), width);
    float[] values = new float[whole.size()];
    Arrays.fill(values, 1);
    for (int i = 0; i < tiles.size(); i++) {
      int left = i * (tile.width() + GAP);
      for (int c = 0; c < channels; c++) {
        for (int row = 0; row < tile.height(); row++) {
          int to = (c * tile.height() + row) * width + left;
          for (int column = 0; column < tile.width(); column++) {
            Tensor from = tiles.get(i);
            values[to + column] = from.at(0, Math.min(c, from.shape().channels() - 1), row, column);
          }
        }
      }
    }
    return Picture.ofImage(Tensor.adopt(whole, values).clamp(-1, 1), PixelDepth.EIGHT);
  }

  /**
   * Which grey is which class, as a sentence after a caption; empty for masks of one class.
   *
   * @param channels of the masks
   */
  static String legend(int channels) {
    int last = channels - 1;
    return last < 2
        ? ""
        : IntStream.rangeClosed(1, last)
            .mapToObj(label -> "class %d %d %%".formatted(label, Math.round(100.0 * label / last)))
            .collect(
                Collectors.joining(
                    ", ", " How bright a mask is tells the class: background 0 %, ", "."));
  }

  /** A mask of one channel in black and white, of several classes in levels of grey. */
  static Tensor grey(Tensor mask) {
    Shape shape = mask.shape();
    MaskClasses classes = MaskClasses.of(mask);
    int last = classes.count();
    Shape flat = shape.withChannels(1);
    float[] values = new float[flat.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2f * classes.at(0, i / shape.width(), i % shape.width()) / last - 1;
    }
    return Tensor.adopt(flat, values);
  }
}
