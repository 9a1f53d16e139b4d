package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.pigdiffusion.data.RasterHeader.Colour;
import org.pigdiffusion.data.internal.PixelLimit;

/** Goes through the blocks of a GIF file, which must hold one picture that fills its screen. */
final class GifHeader {
  private static final int EXTENSION = 0x21;
  private static final int PICTURE = 0x2C;
  private static final int END = 0x3B;
  private static final int INTERLACED = 0x40;

  private GifHeader() {}

  static RasterHeader read(byte[] file, PixelLimit limit) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(6);
    int width = Short.toUnsignedInt(in.getShort());
    int height = Short.toUnsignedInt(in.getShort());
    int flags = in.get();
    skip(in, 1);
    requireSquare(next(in));
    skipTable(in, flags);
    int pictures = 0;
    for (int block = next(in); block != END; block = next(in)) {
      if (block == EXTENSION) {
        skip(in, 1);
      } else if (block == PICTURE) {
        pictures++;
        requireWholeScreen(in, height, width);
        int rows = in.get();
        requireReadableRows(rows, height);
        skipTable(in, rows);
        skip(in, 1);
      } else {
        throw new IOException("is damaged: the GIF file has an unknown block " + block);
      }
      skipParts(in);
    }
    if (pictures != 1) {
      throw new IOException(
          "expected one picture, found a GIF of %d: save the one that is meant"
              .formatted(pictures));
    }
    return RasterHeader.of(limit, height, width, Colour.PALETTE, Orientation.UPRIGHT);
  }

  private static void requireWholeScreen(ByteBuffer in, int height, int width) throws IOException {
    int left = Short.toUnsignedInt(in.getShort());
    int top = Short.toUnsignedInt(in.getShort());
    int columns = Short.toUnsignedInt(in.getShort());
    int rows = Short.toUnsignedInt(in.getShort());
    if (left != 0 || top != 0 || columns != width || rows != height) {
      throw new IOException(
          "expected a GIF picture as large as its screen of %dx%d, found %dx%d at row %d, column %d"
              .formatted(height, width, rows, columns, top, left));
    }
  }

  /** The JDK's reader repeats rows where a pass of an interlaced picture is empty. */
  private static void requireReadableRows(int flags, int height) throws IOException {
    if ((flags & INTERLACED) != 0 && height < 5) {
      throw new IOException("expected at least 5 rows of an interlaced GIF, found " + height);
    }
  }

  /** A pixel's width is (aspect + 15) / 64 of its height; 0 says nothing. */
  private static void requireSquare(int aspect) throws IOException {
    if (aspect != 0) {
      new PixelDensity(64, aspect + 15, "pixel aspect ratio of GIF").requireSquare();
    }
  }

  /** Skips the table of colours that the flags announce. */
  private static void skipTable(ByteBuffer in, int flags) {
    skip(in, (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1));
  }

  private static void skipParts(ByteBuffer in) {
    for (int length = next(in); length != 0; length = next(in)) {
      skip(in, length);
    }
  }

  private static int next(ByteBuffer in) {
    return Byte.toUnsignedInt(in.get());
  }

  private static void skip(ByteBuffer in, int bytes) {
    // Read, so that a file that ends early is told as for every other read.
    in.get(new byte[bytes]);
  }
}
