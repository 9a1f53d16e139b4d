package org.pigdiffusion.examples.rivals;

import java.util.SplittableRandom;

/** Random numbers that depend on a seed and a number alone, whatever was drawn before. */
final class KeyedRandom {
  private KeyedRandom() {}

  static SplittableRandom of(long seed, long number) {
    // Its first number mixes all bits, so that neighbouring seeds have nothing in common.
    long mixed = new SplittableRandom(seed ^ Long.rotateLeft(number, 32)).nextLong();
    return new SplittableRandom(mixed);
  }
}
