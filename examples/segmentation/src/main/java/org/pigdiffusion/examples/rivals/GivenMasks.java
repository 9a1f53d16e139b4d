package org.pigdiffusion.examples.rivals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairSource;

/**
 * The masks that conditional methods make images for: all masks of the training part once, in an
 * order of the seed, then all once more in another order, and so on, as they are. Of pairs that are
 * cut out afresh each time they are drawn, each round has another cut.
 *
 * @param training the training part of the fold
 * @param seed of the orders
 */
public record GivenMasks(PairSource training, long seed) {
  /**
   * Some masks, {@code [to - from, k, h, w]}.
   *
   * @param from number of the first, from 0
   * @param to number after the last, greater than {@code from}
   */
  public Tensor of(int from, int to) {
    return Tensor.concatBatch(IntStream.range(from, to).mapToObj(this::mask).toList());
  }

  private Tensor mask(int number) {
    int round = number / training.size();
    List<Integer> order = new ArrayList<>(IntStream.range(0, training.size()).boxed().toList());
    Collections.shuffle(order, new Random(KeyedRandom.of(seed, round).nextLong()));
    return training.draw(order.get(number % training.size()), round).x();
  }
}
