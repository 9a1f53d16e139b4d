package org.pigdiffusion.data.dicom;

/** The coded bits of a scan, up to the next marker (ITU-T T.81 sections B.1.1.5 and F.1.2.3). */
final class JpegBits {
  private final byte[] stream;
  private int at;
  private long bits;
  private int count;

  JpegBits(byte[] stream, int at) {
    this.stream = stream;
    this.at = at;
  }

  /** The next symbol. */
  int symbol(HuffmanTable table) throws DicomException {
    fill();
    int next = peek(HuffmanTable.LONGEST);
    int length = table.length(next);
    if (length == 0 || length > count) {
      throw ended();
    }
    count -= length;
    return table.symbol(next);
  }

  /** The next bits as a number, up to 16 of them. */
  int take(int length) throws DicomException {
    fill();
    if (length > count) {
      throw ended();
    }
    int taken = peek(length);
    count -= length;
    return taken;
  }

  /** Passes the bits that fill up the last byte, and the marker that must follow it. */
  void marker(int expected) throws DicomException {
    fill();
    int left = count;
    count = 0;
    while (at + 2 < stream.length && stream[at] == (byte) 0xFF && stream[at + 1] == (byte) 0xFF) {
      at++;
    }
    int found = at + 1 < stream.length && stream[at] == (byte) 0xFF ? stream[at + 1] & 0xFF : 0;
    if (left >= Byte.SIZE || found != expected) {
      throw new DicomException(
          "JPEG: expected the marker FF%02X after the last sample, found others"
              .formatted(expected));
    }
    at += 2;
  }

  /** A byte FF of the samples is followed by 00; one that is not is a marker. */
  private void fill() {
    while (count <= Long.SIZE - 2 * Byte.SIZE && at < stream.length) {
      int next = stream[at] & 0xFF;
      if (next == 0xFF) {
        if (at + 1 >= stream.length || stream[at + 1] != 0) {
          return;
        }
        at++;
      }
      at++;
      bits = bits << Byte.SIZE | next;
      count += Byte.SIZE;
    }
  }

  /** The bits at the front, with zeros behind the last. */
  private int peek(int length) {
    int mask = (1 << length) - 1;
    return (int) (count >= length ? bits >> (count - length) : bits << (length - count)) & mask;
  }

  private static DicomException ended() {
    return new DicomException("JPEG: expected more samples, found the end of the scan, or no code");
  }
}
