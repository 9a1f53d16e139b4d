package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.pigdiffusion.data.RasterHeader.Colour;
import org.pigdiffusion.data.internal.PixelLimit;
import org.pigdiffusion.data.internal.PngChunks;

/**
 * Of a PNG file also what the JDK's reader does not tell: orientation, animation, pixels' sides.
 */
final class PngHeader {
  private Orientation orientation = Orientation.UPRIGHT;

  private PngHeader() {}

  static RasterHeader read(byte[] file, PixelLimit limit) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file);
    PngHeader found = new PngHeader();
    PngChunks.read(
        file,
        (type, data, length) -> {
          if (type.equals("acTL")) {
            requireOneFrame(in.getInt(data));
          } else if (type.equals("eXIf")) {
            found.orientation = TiffHeader.ofExif(file, data, length);
          } else if (type.equals("pHYs")) {
            requireSquare(in, data, length);
          }
        });
    return header(in, found.orientation, limit);
  }

  private static void requireOneFrame(int frames) throws IOException {
    if (frames != 1) {
      throw new IOException(
          "is an animated PNG of %d frames: save the one that is meant".formatted(frames));
    }
  }

  /** Pixels per unit across and down, both unsigned, and the unit. */
  private static void requireSquare(ByteBuffer file, int data, int length) throws IOException {
    if (length != 9) {
      throw new IOException("is damaged: chunk pHYs has %d bytes, not 9".formatted(length));
    }
    long across = Integer.toUnsignedLong(file.getInt(data));
    long down = Integer.toUnsignedLong(file.getInt(data + 4));
    new PixelDensity(across, down, "chunk pHYs").requireSquare();
  }

  /** The header chunk is the first one: length, type, width, height, depth, colour type. */
  private static RasterHeader header(ByteBuffer file, Orientation orientation, PixelLimit limit)
      throws IOException {
    int colour = file.get(PngChunks.SIGNATURE + 17);
    return RasterHeader.of(
        limit,
        file.getInt(PngChunks.SIGNATURE + 12),
        file.getInt(PngChunks.SIGNATURE + 8),
        colour == 3 ? Colour.PALETTE : (colour & 2) != 0 ? Colour.RGB : Colour.GREY,
        orientation);
  }
}
