package org.pigdiffusion.scheduler;

import com.google.common.primitives.ImmutableDoubleArray;
import org.pigdiffusion.noise.NoiseSchedule;

/** A grid with its times rounded to time steps. */
record WholeGrid(TimeGrid grid) implements TimeGrid {
  @Override
  public ImmutableDoubleArray times(int steps, NoiseSchedule schedule) {
    return ImmutableDoubleArray.copyOf(grid.times(steps, schedule).stream().map(Math::rint));
  }

  @Override
  public String toString() {
    return "whole(" + grid + ")";
  }
}
