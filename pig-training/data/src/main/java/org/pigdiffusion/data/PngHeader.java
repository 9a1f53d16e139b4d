package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.pigdiffusion.data.RasterHeader.Colour;
import org.pigdiffusion.data.internal.PixelLimit;

/**
 * Goes through the chunks of a PNG file. The JDK's reader neither compares checksums nor misses the
 * end of a file, and knows neither orientation nor animation.
 */
final class PngHeader {
  private static final int SIGNATURE = 8;

  private PngHeader() {}

  static RasterHeader read(byte[] file, PixelLimit limit) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE);
    Orientation orientation = Orientation.UPRIGHT;
    while (true) {
      if (in.remaining() < 12) {
        throw new IOException("is cut off: the PNG file has no end chunk");
      }
      int length = in.getInt();
      String type = type(in);
      if (length < 0 || length > in.remaining() - 8) {
        throw new IOException("is cut off: the PNG file ends within chunk " + type);
      }
      int data = in.position() + 4;
      in.position(data + length);
      boolean needed = Character.isUpperCase(type.charAt(0)) || type.equals("eXIf");
      if (needed && in.getInt() != checksum(file, data - 4, length + 4)) {
        throw new IOException("is damaged: chunk %s has a wrong checksum".formatted(type));
      }
      in.position(data + length + 4);
      switch (type) {
        case "acTL" -> requireOneFrame(in.getInt(data));
        case "eXIf" -> orientation = TiffHeader.orientation(file, data, length);
        case "IEND" -> {
          return header(ByteBuffer.wrap(file), orientation, limit);
        }
        default -> {}
      }
    }
  }

  private static String type(ByteBuffer in) {
    byte[] type = new byte[4];
    in.get(in.position(), type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  private static int checksum(byte[] file, int from, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(file, from, length);
    return (int) checksum.getValue();
  }

  private static void requireOneFrame(int frames) throws IOException {
    if (frames != 1) {
      throw new IOException(
          "is an animated PNG of %d frames: save the one that is meant".formatted(frames));
    }
  }

  /** The header chunk is the first one: length, type, width, height, depth, colour type. */
  private static RasterHeader header(ByteBuffer file, Orientation orientation, PixelLimit limit)
      throws IOException {
    int colour = file.get(SIGNATURE + 17);
    return RasterHeader.of(
        limit,
        file.getInt(SIGNATURE + 12),
        file.getInt(SIGNATURE + 8),
        colour == 3 ? Colour.PALETTE : (colour & 2) != 0 ? Colour.RGB : Colour.GREY,
        orientation);
  }
}
