package org.pigdiffusion.examples;

import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/** Real pairs to compare with. */
final class RealPairs {
  private RealPairs() {}

  /**
   * As many pairs as a source has, at most so many. They are spread evenly over the source. A
   * source that cuts crops afresh gives several of each picture where it has too few.
   */
  static PairSet of(PairSource source, int most) {
    List<PairExample> pairs =
        drawn(source, cutsAfresh(source) ? most : Math.min(most, source.size()));
    return new PairSet(
        Tensor.concatBatch(pairs.stream().map(PairExample::x).toList()),
        Tensor.concatBatch(pairs.stream().map(PairExample::y).toList()));
  }

  /**
   * The masks of all pairs of a source.
   *
   * @param crops how many to take of a source that cuts crops afresh, which has no end
   */
  static Tensor masks(PairSource source, int crops) {
    int count = cutsAfresh(source) ? crops : source.size();
    return Tensor.concatBatch(drawn(source, count).stream().map(PairExample::x).toList());
  }

  private static boolean cutsAfresh(PairSource source) {
    return !source.draw(0, 0).y().equals(source.draw(0, 1).y());
  }

  private static List<PairExample> drawn(PairSource source, int count) {
    int size = source.size();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                count <= size
                    ? source.draw((int) ((long) i * size / count), 0)
                    : source.draw(i % size, i / size))
        .toList();
  }
}
