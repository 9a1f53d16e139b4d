package org.pigdiffusion.examples.rivals;

import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * Pairs whose mask is left out at random when they are drawn: it is background then, -1 everywhere.
 *
 * @param pairs with masks of one channel
 * @param share of the draws without a mask, in [0, 1]
 * @param seed decides together with the key of a draw
 */
record AblatedMasks(PairSource pairs, double share, long seed) implements PairSource {
  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public PairExample example(int index) {
    return pairs.example(index);
  }

  @Override
  public PairExample draw(int index, long key) {
    PairExample pair = pairs.draw(index, key);
    if (KeyedRandom.of(seed, key).nextDouble() >= share) {
      return pair;
    }
    Tensor nothing = Tensor.filled(pair.x().shape(), -1);
    return new PairExample(pair.name(), pair.group(), nothing, pair.y());
  }
}
