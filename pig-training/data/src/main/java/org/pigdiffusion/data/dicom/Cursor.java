package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads forward through a part of a file; a step beyond the part is refused. */
final class Cursor {
  private final ByteSource bytes;
  private final ByteOrder order;
  private final long end;
  private long at;

  Cursor(ByteSource bytes, ByteOrder order, long at, long end) {
    this.bytes = bytes;
    this.order = order;
    this.at = at;
    this.end = end;
  }

  long at() {
    return at;
  }

  long left() {
    return end - at;
  }

  String place() {
    return bytes.place(at);
  }

  int u16() throws IOException {
    return ByteBuffer.wrap(take(2)).order(order).getShort() & 0xFFFF;
  }

  long u32() throws IOException {
    return ByteBuffer.wrap(take(4)).order(order).getInt() & 0xFFFFFFFFL;
  }

  /** A tag: two numbers of 16 bits, each in the byte order of the data set. */
  int tag() throws IOException {
    return u16() << 16 | u16();
  }

  String ascii(int count) throws IOException {
    return new String(take(count), StandardCharsets.ISO_8859_1);
  }

  void skip(long count) throws DicomException {
    require(count);
    at += count;
  }

  /** A cursor over the next bytes, which this one passes. */
  Cursor slice(long count) throws DicomException {
    Cursor part = new Cursor(bytes, order, at, at + count);
    skip(count);
    return part;
  }

  /** A cursor from here to the end in another byte order; {@link #moveTo} brings this one after. */
  Cursor in(ByteOrder other) {
    return new Cursor(bytes, other, at, end);
  }

  void moveTo(Cursor other) {
    at = other.at;
  }

  private byte[] take(int count) throws IOException {
    require(count);
    byte[] taken = bytes.read(at, count);
    at += count;
    return taken;
  }

  private void require(long count) throws DicomException {
    if (count > left()) {
      throw new DicomException(
          "%s: expected %d more bytes, found %d".formatted(place(), count, left()));
    }
  }
}
