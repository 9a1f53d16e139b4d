package org.pigdiffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void sizes() {
    Shape shape = new Shape(2, 3, 4, 5);
    assertEquals(20, shape.planeSize());
    assertEquals(60, shape.imageSize());
    assertEquals(120, shape.size());
    assertEquals(new Shape(7, 3, 4, 5), shape.withBatch(7));
    assertEquals(new Shape(2, 0, 4, 5), shape.withChannels(0));
    assertEquals(0, shape.withChannels(0).size());
    assertEquals("[2,3,4,5]", shape.toString());
  }

  @Test
  void dimensionsOutOfRangeAreRefused() {
    assertRefused("batch", () -> new Shape(0, 1, 1, 1));
    assertRefused("channels", () -> new Shape(1, -1, 1, 1));
    assertRefused("height", () -> new Shape(1, 1, 0, 1));
    assertRefused("width", () -> new Shape(1, 1, 1, 0));
  }

  @Test
  void moreValuesThanAnIntCountsAreRefused() {
    assertEquals(Integer.MAX_VALUE, new Shape(1, 1, 1, Integer.MAX_VALUE).size());
    assertRefused("shape", () -> new Shape(1, 1, 65536, 65536));
    assertRefused("shape", () -> new Shape(65536, 65536, 1, 1));
    assertRefused("shape", () -> new Shape(65536, 1, 256, 256));
    assertRefused("shape", () -> new Shape(65536, 0, 256, 256));
    assertRefused("shape", () -> new Shape(1, 3, 1 << 15, 1 << 15));
  }
}
