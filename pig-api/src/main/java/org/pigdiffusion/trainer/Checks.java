package org.pigdiffusion.trainer;

/** Range checks with one wording. */
final class Checks {
  private Checks() {}

  static void require(boolean holds, String argument, String expected, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(argument + ": expected " + expected + ", found " + found);
    }
  }
}
