package org.pigdiffusion.examples.reliability;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Damages the bytes of a file: what disks, transfers and fuzzers do to them. */
final class Mutation {
  private static final int[] EXTREMES = {0, 1, 0x7F, 0x80, 0xFE, 0xFF};

  private Mutation() {}

  /** A copy with one to six changes. */
  static byte[] of(byte[] file, Random random) {
    byte[] bytes = file.clone();
    for (int left = 1 + random.nextInt(6); left > 0 && bytes.length > 0; left--) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  /** A copy with one change; of no bytes there is none. */
  static byte[] once(byte[] file, Random random) {
    return file.length == 0 ? file : changed(file.clone(), random);
  }

  private static byte[] changed(byte[] bytes, Random random) {
    // Headers, where one byte says most, are hit half of the time.
    int end = random.nextBoolean() ? Math.min(bytes.length, 256) : bytes.length;
    int at = random.nextInt(end);
    switch (random.nextInt(11)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> bytes[at] = (byte) EXTREMES[random.nextInt(EXTREMES.length)];
      case 3, 4 -> fill(bytes, at, random); // a number of two to eight bytes
      case 5 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 8, 9 -> count(bytes, at, random);
      case 10 -> exchange(bytes, at, random);
      case 6 -> {
        return joined(bytes, at, at, random.nextInt(bytes.length - at) + at + 1);
      }
      default -> {
        return joined(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(16)), at);
      }
    }
    return bytes;
  }

  private static void fill(byte[] bytes, int at, Random random) {
    byte value = (byte) EXTREMES[random.nextInt(EXTREMES.length)];
    int end = Math.min(bytes.length, at + (2 << random.nextInt(3)));
    Arrays.fill(bytes, at, end, value);
    if (random.nextBoolean()) {
      bytes[random.nextBoolean() ? at : end - 1] = 0x7F;
    }
  }

  /** A length, a count or an offset that is a little or much too large, or too small. */
  private static void count(byte[] bytes, int at, Random random) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int width = 2 << random.nextInt(3);
    int from = at - at % 2;
    if (from + width > bytes.length) {
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order);
    long number =
        switch (width) {
          case 2 -> in.getShort(from);
          case 4 -> in.getInt(from);
          default -> in.getLong(from);
        };
    long changed =
        switch (random.nextInt(6)) {
          case 0 -> number + 1;
          case 1 -> number - 1;
          case 2 -> number * 2;
          case 3 -> -number;
          case 4 -> bytes.length;
          default -> 1L << random.nextInt(8 * width);
        };
    switch (width) {
      case 2 -> in.putShort(from, (short) changed);
      case 4 -> in.putInt(from, (int) changed);
      default -> in.putLong(from, changed);
    }
  }

  /** Two parts that do not overlap change places. */
  private static void exchange(byte[] bytes, int at, Random random) {
    int other = random.nextInt(bytes.length);
    int length = Math.min(Math.abs(other - at), bytes.length - Math.max(at, other));
    int exchanged = Math.min(length, 1 + random.nextInt(64));
    byte[] kept = Arrays.copyOfRange(bytes, at, at + exchanged);
    System.arraycopy(bytes, other, bytes, at, exchanged);
    System.arraycopy(kept, 0, bytes, other, exchanged);
  }

  /** The bytes up to a place, and then those from another: twice, or not at all. */
  private static byte[] joined(byte[] bytes, int to, int from, int twiceTo) {
    byte[] more = Arrays.copyOfRange(bytes, to, Math.max(to, twiceTo));
    byte[] all = new byte[to + more.length + bytes.length - from];
    System.arraycopy(bytes, 0, all, 0, to);
    System.arraycopy(more, 0, all, to, more.length);
    System.arraycopy(bytes, from, all, to + more.length, bytes.length - from);
    return all;
  }
}
