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
}
