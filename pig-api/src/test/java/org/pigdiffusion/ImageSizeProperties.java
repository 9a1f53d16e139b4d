package org.pigdiffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ImageSizeProperties {
  @Property
  void isReadBackAsItWasWritten(
      @ForAll @IntRange(min = 1, max = 999_999_999) int height,
      @ForAll @IntRange(min = 1, max = 999_999_999) int width) {
    ImageSize size = new ImageSize(height, width);
    assertEquals(size, ImageSize.parse(size.toString()));
  }

  @Example
  void whatIsNoSizeIsRefused() {
    for (String text : new String[] {"", "64", "64x", "64X64", "64 x 64", "-1x8", "0x8", "8x0"}) {
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> ImageSize.parse(text), text)
                  .getMessage());
      assertTrue(message.startsWith("image size: expected"), message);
    }
  }
}
