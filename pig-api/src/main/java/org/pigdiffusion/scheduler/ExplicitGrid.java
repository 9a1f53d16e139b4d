package org.pigdiffusion.scheduler;

import java.util.List;
import org.pigdiffusion.noise.NoiseSchedule;

/** A list of times that somebody else chose. */
record ExplicitGrid(List<Double> times) implements TimeGrid {

  /** Without the sign of -0.0, so that one grid has one text. */
  ExplicitGrid {
    times = times.stream().map(time -> time + 0.0).toList();
  }

  @Override
  public List<Double> times(int steps, NoiseSchedule schedule) {
    return times;
  }

  @Override
  public String description() {
    return TextWriter.call("explicit", times.stream().mapToDouble(time -> time));
  }

  @Override
  public String toString() {
    return description();
  }
}
