package org.pigdiffusion.scheduler;

import com.google.common.primitives.ImmutableDoubleArray;
import org.pigdiffusion.noise.NoiseSchedule;

/** A list of times that somebody else chose. */
record ExplicitGrid(ImmutableDoubleArray times) implements TimeGrid {
  @Override
  public ImmutableDoubleArray times(int steps, NoiseSchedule schedule) {
    return times;
  }

  @Override
  public String toString() {
    return TextWriter.call("explicit", times.stream());
  }
}
