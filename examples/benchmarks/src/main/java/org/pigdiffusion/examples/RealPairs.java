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
    int size = source.size();
    boolean fresh = !source.draw(0, 0).y().equals(source.draw(0, 1).y());
    int count = fresh ? most : Math.min(most, size);
    List<PairExample> pairs =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    count <= size
                        ? source.draw((int) ((long) i * size / count), 0)
                        : source.draw(i % size, i / size))
            .toList();
    return new PairSet(
        Tensor.concatBatch(pairs.stream().map(PairExample::x).toList()),
        Tensor.concatBatch(pairs.stream().map(PairExample::y).toList()));
  }
}
