package org.pigdiffusion.data;

import java.util.Arrays;
import java.util.List;
import org.pigdiffusion.internal.Checksum;

/**
 * Digests of a picture that copies of it share: saved in colours that are all grey, or with more
 * bits, be the values scaled to them or left as they are. Hardly any other picture shares one.
 *
 * @param image as read
 * @param channels those of the training
 */
record PixelDigests(PixelGrid image, ImageChannels channels) {
  /** The finest grey values that are told apart: those of 16 bits. */
  private static final int LEVELS = 65535;

  /** Of the values as they are, and of their places in the range of the format. */
  List<String> all() {
    PixelGrid seen = image.isGrey() ? image : image.as(channels);
    int size = seen.height() * seen.width() * (image.isGrey() ? 1 : seen.channels());
    IntensityRange nominal = seen.nominal();
    double levels = LEVELS / (nominal.high() - nominal.low());
    float[] values = Arrays.copyOf(seen.toArray(), size);
    float[] inRange = new float[size];
    for (int i = 0; i < size; i++) {
      inRange[i] = (float) Math.rint((values[i] - nominal.low()) * levels);
    }
    String shape = "%d %d %d".formatted(size, seen.height(), seen.width());
    return List.of(
        Checksum.start().add("values " + shape).add(values).hex(),
        Checksum.start().add("range " + shape).add(inRange).hex());
  }
}
