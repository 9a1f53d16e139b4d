package org.pigdiffusion.examples.reliability;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The chunks of a PNG file, each with a checksum of its type and its content. */
final class PngChunks {
  private static final int SIGNATURE = 8;
  private static final int AROUND = 12;

  private PngChunks() {}

  /** A copy whose checksums fit, as far as chunks can be told apart. */
  static byte[] withSums(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png.clone());
    for (int at = SIGNATURE; isChunk(bytes, at); at += AROUND + bytes.getInt(at)) {
      bytes.putInt(at + AROUND - 4 + bytes.getInt(at), sum(bytes, at));
    }
    return bytes.array();
  }

  /** Whether the checksums of all chunks up to the end of the picture fit. */
  static boolean sumsFit(byte[] png) {
    ByteBuffer bytes = ByteBuffer.wrap(png);
    for (int at = SIGNATURE; isChunk(bytes, at); at += AROUND + bytes.getInt(at)) {
      if (bytes.getInt(at + AROUND - 4 + bytes.getInt(at)) != sum(bytes, at)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isChunk(ByteBuffer bytes, int at) {
    int left = bytes.capacity() - at - AROUND;
    return left >= 0 && bytes.getInt(at) >= 0 && bytes.getInt(at) <= left;
  }

  private static int sum(ByteBuffer bytes, int at) {
    CRC32 sum = new CRC32();
    sum.update(bytes.slice(at + 4, 4 + bytes.getInt(at)));
    return (int) sum.getValue();
  }
}
