package org.pigdiffusion.training.data.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A data set that was deflated, now in memory. */
final class MemoryBytes implements ByteSource {
  /** A small file may inflate a thousandfold: this much is read, and no more. */
  static final int MOST_INFLATED = 1 << 28;

  private static final int CHUNK = 1 << 16;

  private final byte[] bytes;

  private MemoryBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Inflates all from an offset on (PS3.5 A.5: deflate of RFC 1951, without a header). */
  static MemoryBytes inflate(ByteSource packed, long from) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      return new MemoryBytes(inflate(inflater, packed, from));
    } catch (DataFormatException e) {
      throw new DicomException(
          packed.place(from) + ": expected a deflated data set, found " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] inflate(Inflater inflater, ByteSource packed, long from)
      throws IOException, DataFormatException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    long at = from;
    while (!inflater.finished()) {
      int count = inflater.inflate(chunk);
      out.write(chunk, 0, count);
      if (out.size() > MOST_INFLATED) {
        throw new DicomException(
            "expected a data set of at most %d bytes when inflated, found more; %s"
                .formatted(MOST_INFLATED, Remedy.PLAIN.text()));
      }
      if (count == 0 && !inflater.finished()) {
        int more = (int) Math.min(CHUNK, packed.size() - at);
        if (inflater.needsDictionary() || more == 0) {
          throw new DicomException(
              packed.place(at) + ": expected the end of the deflated data set, found none");
        }
        inflater.setInput(packed.read(at, more));
        at += more;
      }
    }
    return out.toByteArray();
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public byte[] read(long at, int count) throws IOException {
    require(at, count);
    return Arrays.copyOfRange(bytes, (int) at, (int) at + count);
  }

  @Override
  public String place(long at) {
    return "byte " + at + " of the inflated data set";
  }
}
