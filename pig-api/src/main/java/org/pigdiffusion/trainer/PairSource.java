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
   * @throws IndexOutOfBoundsException if there is no such pair
   */
  PairExample example(int index);

  /**
   * One pair as it is drawn for training. A source that cuts crops at random cuts another one for
   * each key, and the same one for the same index and key, so that an interrupted training gives
   * what an uninterrupted one does. By default the pair is the same each time.
   *
   * @param index in [0, size)
   * @param key names the draw; validation takes 0, 1, 2 and so on
   * @throws IndexOutOfBoundsException if there is no such pair
   */
  default PairExample draw(int index, long key) {
    return example(index);
  }

  /**
   * These pairs and then those of another source, such as real pairs and generated ones. A view.
   *
   * @param more pairs of the same channels, height and width, which is not checked here
   */
  default PairSource followedBy(PairSource more) {
    PairSource pairs = this;
    return new PairSource() {
      @Override
      public int size() {
        return Math.addExact(pairs.size(), more.size());
      }

      @Override
      public PairExample example(int index) {
        return index < pairs.size() ? pairs.example(index) : more.example(index - pairs.size());
      }

      @Override
      public PairExample draw(int index, long key) {
        return index < pairs.size() ? pairs.draw(index, key) : more.draw(index - pairs.size(), key);
      }
    };
  }

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
        return withoutX(pairs.example(index));
      }

      @Override
      public PairExample draw(int index, long key) {
        return withoutX(pairs.draw(index, key));
      }

      private static PairExample withoutX(PairExample pair) {
        Tensor nothing = Tensor.zeros(pair.x().shape().withChannels(0));
        return new PairExample(pair.name(), pair.group(), nothing, pair.y());
      }
    };
  }
}
