package org.pigdiffusion.examples;

import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/** All pairs of a data set that was divided, since no generator has seen any of them. */
record JoinedParts(PairSource first, PairSource second) implements PairSource {
  @Override
  public int size() {
    return first.size() + second.size();
  }

  @Override
  public PairExample example(int index) {
    return index < first.size() ? first.example(index) : second.example(index - first.size());
  }

  @Override
  public PairExample draw(int index, long key) {
    return index < first.size() ? first.draw(index, key) : second.draw(index - first.size(), key);
  }
}
