package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class StripTest {
  @Test
  void theLegendIsOfTheGreysThatAreDrawn() {
    assertEquals("", Strip.legend(1));
    assertEquals("", Strip.legend(2));
    assertEquals(
        " How bright a mask is tells the class: background 0 %, class 1 50 %, class 2 100 %.",
        Strip.legend(3));
    float[] oneHot = {1, -1, -1, -1, 1, -1, -1, -1, 1};
    Tensor grey = Strip.grey(Tensor.adopt(new Shape(1, 3, 1, 3), oneHot));
    assertEquals(-1, grey.at(0, 0, 0, 0));
    assertEquals(0, grey.at(0, 0, 0, 1), "half of the way from black to white");
    assertEquals(1, grey.at(0, 0, 0, 2));
  }
}
