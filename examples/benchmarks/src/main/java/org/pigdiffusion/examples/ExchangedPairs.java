package org.pigdiffusion.examples;

import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * The same pairs with x and y in each other's place: the image is the guide, the mask the target.
 */
record ExchangedPairs(PairSource pairs) implements PairSource {
  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public PairExample example(int index) {
    return exchanged(pairs.example(index));
  }

  @Override
  public PairExample draw(int index, long key) {
    return exchanged(pairs.draw(index, key));
  }

  private static PairExample exchanged(PairExample pair) {
    return new PairExample(pair.name(), pair.group(), pair.y(), pair.x());
  }
}
