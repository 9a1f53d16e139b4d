package org.pigdiffusion.scheduler;

import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.noise.NoiseSchedule;

/** The grids with a formula for the i-th of N time steps, counted from the least noisy. */
enum NamedGrid implements TimeGrid {
  LEADING {
    @Override
    double ascending(int i, int steps, int total) {
      int stride = total / steps;
      return (double) i * stride;
    }
  },
  TRAILING {
    @Override
    double ascending(int i, int steps, int total) {
      return Math.rint(total - (steps - 1 - i) * ((double) total / steps)) - 1;
    }
  },
  LINSPACE {
    @Override
    double ascending(int i, int steps, int total) {
      return steps == 1 ? total - 1 : Math.rint(i * (total - 1.0) / (steps - 1));
    }
  },
  EVEN_STRIDES {
    @Override
    double ascending(int i, int steps, int total) {
      return Math.rint((i + 1) * (total - 1.0) / steps);
    }
  },
  QUAD {
    @Override
    double ascending(int i, int steps, int total) {
      double root = steps == 1 ? 0 : Math.sqrt(0.8 * total) * i / (steps - 1);
      return Math.floor(root * root);
    }
  };

  abstract double ascending(int i, int steps, int total);

  @Override
  public List<Double> times(int steps, NoiseSchedule schedule) {
    return IntStream.range(0, steps)
        .mapToObj(i -> ascending(steps - 1 - i, steps, schedule.timeSteps()))
        .toList();
  }

  @Override
  public String description() {
    return TextWriter.constant(this);
  }

  @Override
  public String toString() {
    return description();
  }
}
