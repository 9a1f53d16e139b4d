package org.pigdiffusion.trainer.djl;

import org.apache.commons.rng.sampling.PermutationSampler;

/** The order in which pairs are learnt from: a new permutation of all in each epoch. */
final class DataOrder {
  private final Randomness randomness;
  private final int size;
  private long epoch = -1;
  private int[] permutation = {};

  DataOrder(Randomness randomness, int size) {
    this.randomness = randomness;
    this.size = size;
  }

  /** The pair that is the {@code position}-th to be learnt from, from 0. */
  int pair(long position) {
    long wanted = position / size;
    if (wanted != epoch) {
      permutation =
          new PermutationSampler(randomness.of(Randomness.Purpose.ORDER, wanted), size, size)
              .sample();
      epoch = wanted;
    }
    return permutation[Math.toIntExact(position % size)];
  }
}
