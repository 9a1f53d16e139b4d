package org.pigdiffusion.scheduler;

import java.util.List;
import org.pigdiffusion.noise.NoiseSchedule;

/** A grid with its times rounded to time steps. */
record WholeGrid(TimeGrid grid) implements TimeGrid {
  @Override
  public List<Double> times(int steps, NoiseSchedule schedule) {
    return grid.times(steps, schedule).stream().map(Math::rint).toList();
  }

  @Override
  public TimeGrid whole() {
    return this;
  }

  @Override
  public String description() {
    return "whole(" + grid.description() + ")";
  }

  @Override
  public String toString() {
    return description();
  }
}
