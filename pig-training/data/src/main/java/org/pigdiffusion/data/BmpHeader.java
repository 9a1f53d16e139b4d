package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.pigdiffusion.data.RasterHeader.Colour;
import org.pigdiffusion.data.internal.PixelLimit;

/** The header of a BMP file: uncompressed, of 1, 4 or 8 bits with a palette, or of 24 or 32. */
final class BmpHeader {
  private static final int OLD_HEADER = 12;
  private static final int HEADER = 40;

  private BmpHeader() {}

  static RasterHeader read(byte[] file, PixelLimit limit) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    boolean old = in.getInt(14) == OLD_HEADER;
    int width = old ? in.getShort(18) : in.getInt(18);
    // A negative height says that the first row comes first.
    int height = Math.abs(old ? in.getShort(20) : in.getInt(22));
    int bits = in.getShort(old ? 24 : 28);
    int compression = old ? 0 : in.getInt(30);
    if (compression != 0 || (bits != 1 && bits != 4 && bits != 8 && bits != 24 && bits != 32)) {
      throw new IOException(
          "expected an uncompressed BMP of 1, 4, 8, 24 or 32 bits, found %d bits, compression %d:"
                  .formatted(bits, compression)
              + " save it as PNG");
    }
    RasterHeader header =
        RasterHeader.of(
            limit, height, width, bits > 8 ? Colour.RGB : Colour.PALETTE, Orientation.UPRIGHT);
    requireSquare(in);
    long rowBytes = ((long) bits * width + 31) / 32 * 4;
    if (in.getInt(10) + rowBytes * height > file.length) {
      throw new IOException("is cut off: the BMP file ends within its pixels");
    }
    return header;
  }

  /** Pixels per metre across and down; old headers do not say it. */
  private static void requireSquare(ByteBuffer in) throws IOException {
    if (in.getInt(14) >= HEADER) {
      new PixelDensity(in.getInt(38), in.getInt(42), "pixels per metre of BMP").requireSquare();
    }
  }
}
