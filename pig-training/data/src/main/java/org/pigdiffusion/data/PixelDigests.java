package org.pigdiffusion.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

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
    float[] values = seen.toArray();
    ByteBuffer asTheyAre = ByteBuffer.allocate(Float.BYTES * size);
    ByteBuffer inRange = ByteBuffer.allocate(Float.BYTES * size);
    for (int i = 0; i < size; i++) {
      asTheyAre.putFloat(values[i]);
      inRange.putFloat(Math.round((values[i] - nominal.low()) * levels));
    }
    String shape = "%d %d %d ".formatted(size, seen.height(), seen.width());
    return List.of("values " + shape + sum(asTheyAre), "range " + shape + sum(inRange));
  }

  /** Two checksums of other polynomials: 64 bits, and computed faster than files are read. */
  private static String sum(ByteBuffer bytes) {
    CRC32 one = new CRC32();
    CRC32C other = new CRC32C();
    one.update(bytes.array());
    other.update(bytes.array());
    return "%x %x".formatted(one.getValue(), other.getValue());
  }
}
