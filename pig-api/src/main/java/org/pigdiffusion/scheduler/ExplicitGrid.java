package org.pigdiffusion.scheduler;

import com.google.common.collect.ImmutableList;

/** A list of time steps that somebody else chose. */
record ExplicitGrid(ImmutableList<Integer> times) implements TimeGrid {
  @Override
  public ImmutableList<Integer> times(int steps, int total) {
    return times;
  }

  @Override
  public String toString() {
    return times.toString();
  }
}
