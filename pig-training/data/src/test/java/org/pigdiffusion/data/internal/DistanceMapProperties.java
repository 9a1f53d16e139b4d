package org.pigdiffusion.data.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class DistanceMapProperties {
  private static final int DEPTH = 3;
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;

  /** The least of the distances to all marked points, one by one. */
  @Property(tries = 300)
  void itIsTheDistanceOfTheNearestMarkedPoint(
      @ForAll @Size(DEPTH * HEIGHT * WIDTH) boolean[] marked,
      @ForAll @Size(DEPTH * HEIGHT * WIDTH) boolean[] sparse,
      @ForAll @DoubleRange(min = 0.1, max = 9) double slice,
      @ForAll @DoubleRange(min = 0.1, max = 9) double row,
      @ForAll @DoubleRange(min = 0.1, max = 9) double column) {
    boolean[] both = marked.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] &= sparse[i];
    }
    DistanceMap map = DistanceMap.to(both, HEIGHT, WIDTH, slice, row, column);
    for (int i = 0; i < both.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < both.length; j++) {
        double z = slice * (i / WIDTH / HEIGHT - j / WIDTH / HEIGHT);
        double y = row * (i / WIDTH % HEIGHT - j / WIDTH % HEIGHT);
        double x = column * (i % WIDTH - j % WIDTH);
        least = both[j] ? Math.min(least, Math.sqrt(z * z + y * y + x * x)) : least;
      }
      assertEquals(least, map.at(i), 1e-9);
    }
  }
}
