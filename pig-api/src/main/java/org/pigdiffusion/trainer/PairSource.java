package org.pigdiffusion.trainer;

import org.pigdiffusion.Tensor;

/**
 * A finite collection of image pairs that can be read in any order, by any number of threads. All
 * pairs have the same channels, height and width.
 */
public interface PairSource {
  /** The number of pairs, at least 1. */
  int size();

  /**
   * One pair.
   *
   * @param index in [0, size)
   */
  PairExample example(int index);

  /**
   * The same pairs with an x of no channels: what an unconditional network learns from. A view; the
   * pairs are read when they are asked for.
   */
  default PairSource withoutX() {
    PairSource pairs = this;
    return new PairSource() {
      @Override
      public int size() {
        return pairs.size();
      }

      @Override
      public PairExample example(int index) {
        PairExample pair = pairs.example(index);
        Tensor nothing = Tensor.zeros(pair.x().shape().withChannels(0));
        return new PairExample(pair.name(), pair.group(), nothing, pair.y());
      }
    };
  }
}
