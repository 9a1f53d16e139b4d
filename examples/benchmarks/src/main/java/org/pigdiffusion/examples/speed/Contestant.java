package org.pigdiffusion.examples.speed;

import java.io.IOException;
import java.util.OptionalDouble;

/** One way of computing joint steps, or steps of training. */
interface Contestant extends AutoCloseable {
  /** How long the steps took. */
  record Timing(double stepMillis, OptionalDouble shareOutsideCalls) {}

  /** Names it in the table. */
  String name();

  /** Computes a number of steps, each of one batch. */
  Timing run(int steps) throws IOException;

  @Override
  void close();
}
