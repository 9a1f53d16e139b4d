package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class MaskStatisticsTest {
  @Test
  void areaAndLesionsAreCountedForEachMask() {
    Tensor masks =
        Tensor.of(
            new Shape(2, 1, 2, 4), 1, -1, -1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
    assertEquals(
        List.of(
            new MaskStatistics(0.375, 2, 0.25, List.of(2, 1)),
            new MaskStatistics(0, 0, 0, List.of())),
        MaskStatistics.ofEach(masks));
  }

  @Test
  void ofSeveralChannelsTheGreatestIsTheClass() {
    Tensor masks = Tensor.of(new Shape(1, 3, 1, 2), 0.1f, -1, -0.5f, 0, 0, 0.2f);
    assertEquals(
        List.of(new MaskStatistics(0.5, 1, 0.5, List.of(1))), MaskStatistics.ofEach(masks));
  }
}
