package org.pigdiffusion.data.dicom;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.pigdiffusion.data.internal.HeapLimit;
import org.pigdiffusion.internal.RegularFile;

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
  static MemoryBytes inflate(Path file, long from) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      // Counted first, so that memory is taken once and only for what is read.
      int size = count(inflater, file, from);
      inflater.reset();
      try (InputStream in = open(inflater, file, from)) {
        return new MemoryBytes(in.readNBytes(size));
      }
    } catch (EOFException | ZipException e) {
      throw new DicomException(
          "byte %d: expected a whole deflated data set, found: %s".formatted(from, e.getMessage()),
          e);
    } finally {
      inflater.end();
    }
  }

  private static int count(Inflater inflater, Path file, long from) throws IOException {
    long most = HeapLimit.most(MOST_INFLATED, 1);
    try (InputStream in = open(inflater, file, from)) {
      byte[] chunk = new byte[CHUNK];
      int size = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        size += read;
        if (size > most) {
          throw new DicomException(
              "expected a data set of at most %d bytes when inflated, found more; %s%s"
                  .formatted(
                      most,
                      most < MOST_INFLATED ? "give Java more memory (option -Xmx), or " : "",
                      Remedy.PLAIN.text()));
        }
      }
      return size;
    }
  }

  private static InputStream open(Inflater inflater, Path file, long from) throws IOException {
    InputStream packed = new BufferedInputStream(RegularFile.stream(file), CHUNK);
    packed.skipNBytes(from);
    return new InflaterInputStream(packed, inflater, CHUNK);
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
