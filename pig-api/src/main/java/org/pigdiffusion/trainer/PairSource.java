package org.pigdiffusion.trainer;

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
   * One pair as it is drawn for training. A source that cuts crops at random cuts another one for
   * each key, and the same one for the same index and key, so that an interrupted training gives
   * what an uninterrupted one does. By default the pair is the same each time.
   *
   * @param index in [0, size)
   * @param key names the draw; validation takes 0, 1, 2 and so on
   */
  default PairExample draw(int index, long key) {
    return example(index);
  }
}
