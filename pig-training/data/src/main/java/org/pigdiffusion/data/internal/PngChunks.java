package org.pigdiffusion.data.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Goes through the chunks of a PNG file and compares their checksums, which the JDK's reader does
 * not do; nor does that miss the end of a file.
 */
public final class PngChunks {
  /** Bytes of the mark before the first chunk. */
  public static final int SIGNATURE = 8;

  /** Chunks that say how the picture is to be seen, and that other readers may leave out. */
  private static final Set<String> NEEDED = Set.of("eXIf", "pHYs");

  private static final long MARK = 0x89504E470D0A1A0AL;

  /** Takes one chunk after another. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Takes a chunk.
     *
     * @param type its four letters
     * @param data where in the file its data begin
     * @param length how many bytes they are
     */
    void take(String type, int data, int length) throws IOException;
  }

  private PngChunks() {}

  /**
   * Reads up to the end chunk. What is needed to show the picture must have right checksums.
   *
   * @throws IOException if the file is none, cut off or damaged; the message begins with a verb,
   *     for whoever names the file
   */
  public static void read(byte[] file, Reader reader) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file);
    if (file.length < SIGNATURE || in.getLong() != MARK) {
      throw new IOException(file.length == 0 ? "is empty" : "is no PNG file");
    }
    String type = "";
    while (!type.equals("IEND")) {
      if (in.remaining() < 12) {
        throw new IOException("is cut off: the PNG file has no end chunk");
      }
      int length = in.getInt();
      type = type(in);
      if (length < 0 || length > in.remaining() - 8) {
        throw new IOException("is cut off: the PNG file ends within chunk " + type);
      }
      int data = in.position() + 4;
      in.position(data + length);
      boolean needed = Character.isUpperCase(type.charAt(0)) || NEEDED.contains(type);
      if (in.getInt() != checksum(file, data - 4, length + 4) && needed) {
        throw new IOException("is damaged: chunk %s has a wrong checksum".formatted(type));
      }
      reader.take(type, data, length);
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
}
