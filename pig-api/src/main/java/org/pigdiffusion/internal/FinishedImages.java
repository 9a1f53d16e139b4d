package org.pigdiffusion.internal;

import java.nio.FloatBuffer;
import org.pigdiffusion.Tensor;

/** Tells finished images, whose values are in [-1, 1], from others. */
public final class FinishedImages {
  private FinishedImages() {}

  /**
   * Refuses images of values beyond -1 and 1. One that is no number passes: filters tell of it.
   *
   * @param name of the images, for the message
   * @param remedy what to do
   * @throws IllegalArgumentException if there is such a value
   */
  public static void require(String name, String remedy, Tensor images) {
    FloatBuffer values = images.buffer();
    while (values.hasRemaining()) {
      float value = values.get();
      if (value < -1 || value > 1) {
        throw new IllegalArgumentException(
            "%s: expected finished images, of values in [-1,1], found %s (%s)"
                .formatted(name, value, remedy));
      }
    }
  }
}
