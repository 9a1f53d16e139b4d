package org.pigdiffusion.trainer.djl;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Goes over a long array on all cores, a piece at a time. The pieces are the same on any machine,
 * so that a sum of them has the same bits.
 */
final class Pieces {
  private static final int PIECE = 1 << 16;

  private Pieces() {}

  /** What to do with the places {@code [from, to)}. */
  @FunctionalInterface
  interface Loop {
    void run(int from, int to);
  }

  /** What the places {@code [from, to)} add to a sum. */
  @FunctionalInterface
  interface Part {
    double of(int from, int to);
  }

  static void forEach(int length, Loop loop) {
    starts(length).forEach(from -> loop.run(from, end(from, length)));
  }

  static double sum(int length, Part part) {
    double[] parts = starts(length).mapToDouble(from -> part.of(from, end(from, length))).toArray();
    return DoubleStream.of(parts).sum();
  }

  private static IntStream starts(int length) {
    return IntStream.range(0, (length + PIECE - 1) / PIECE).parallel().map(i -> i * PIECE);
  }

  private static int end(int from, int length) {
    return Math.min(from + PIECE, length);
  }
}
