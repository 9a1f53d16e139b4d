package org.pigdiffusion.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.MaskClasses;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * Finished pairs, real or sampled. Immutable and thread-safe.
 *
 * @param x the annotations, {@code [n, k, h, w]}: of one channel, what is greater than 0 is lesion;
 *     of several, the greatest says the class, and channel 0 is background
 * @param y the images, {@code [n, c, h, w]}, in [-1, 1]; values beyond it, which models leave, are
 *     in no picture and are measured all the same: see {@link PairBatch#image}
 */
public record PairSet(Tensor x, Tensor y) {
  /** Creates a set of as many annotations as images, of one size. */
  public PairSet {
    Shape images = y.shape();
    x.requireShape("x", images.withChannels(x.shape().channels()));
  }

  /** All pairs of a source. */
  public static PairSet of(PairSource source) {
    return new PairSet(
        Tensor.concatBatch(
            IntStream.range(0, source.size()).mapToObj(i -> source.example(i).x()).toList()),
        Tensor.concatBatch(
            IntStream.range(0, source.size()).mapToObj(i -> source.example(i).y()).toList()));
  }

  /** The finished pairs of a batch: its annotations, and its images in [-1, 1]. */
  public static PairSet of(PairBatch batch) {
    return new PairSet(batch.annotation(), batch.image());
  }

  /** The pairs of several sets, in their order. */
  public static PairSet concat(List<PairSet> parts) {
    return new PairSet(
        Tensor.concatBatch(parts.stream().map(PairSet::x).toList()),
        Tensor.concatBatch(parts.stream().map(PairSet::y).toList()));
  }

  /**
   * The pairs as a source to learn from. Each is called {@code pair 0}, {@code pair 1} and so on,
   * and is a group of its own.
   */
  public PairSource source() {
    PairSet pairs = this;
    return new PairSource() {
      @Override
      public int size() {
        return pairs.size();
      }

      @Override
      public PairExample example(int index) {
        PairSet one = pairs.slice(index, index + 1);
        String name = "pair " + index;
        return new PairExample(name, name, one.x(), one.y());
      }
    };
  }

  /**
   * The same images with the pixels of one class alone as lesion: its annotations are {@code [n, 1,
   * h, w]}, 1 where that class is and -1 elsewhere. So patches of that class can be counted, such
   * as the insides of touching cells.
   *
   * @param number of the class, from 1; 0 is background
   * @throws IllegalArgumentException if the annotations have no such class
   */
  public PairSet ofClass(int number) {
    MaskClasses classes = MaskClasses.of(x);
    int last = classes.count();
    if (number < 1 || number > last) {
      throw new IllegalArgumentException(
          "number: expected a class in [1,%d], found %d".formatted(last, number));
    }
    Shape shape = x.shape().withChannels(1);
    float[] values = new float[shape.size()];
    int i = 0;
    for (int n = 0; n < shape.batch(); n++) {
      for (int row = 0; row < shape.height(); row++) {
        for (int column = 0; column < shape.width(); column++) {
          values[i++] = classes.at(n, row, column) == number ? 1 : -1;
        }
      }
    }
    return new PairSet(Tensor.adopt(shape, values), y);
  }

  /** The number of pairs. */
  public int size() {
    return y.shape().batch();
  }

  /** Some neighbouring pairs, from the first to before the second number. */
  public PairSet slice(int from, int to) {
    return new PairSet(x.slice(from, to), y.slice(from, to));
  }
}
