package org.pigdiffusion.data.dicom;

import java.io.IOException;

/** Bytes that are read where they are wanted, so that no more of them is in memory. */
interface ByteSource {
  long size();

  /** Exactly that many bytes; the caller owns the array. */
  byte[] read(long at, int count) throws IOException;

  /** How messages name a place. */
  String place(long at);

  /** Refuses a range that does not lie inside, before any memory is taken for it. */
  default void require(long at, long count) throws DicomException {
    if (at < 0 || count < 0 || count > size() - at) {
      throw new DicomException(
          "%s: expected %d more bytes, found %d".formatted(place(at), count, size() - at));
    }
  }
}
