package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Uncompressed frames, one after another (PS3.5 section 8 and annex D). */
final class NativeFrames implements FrameSource {
  private final DataSet data;
  private final ImageHeader header;
  private final FrameFormat format;
  private final Element pixels;
  private final long frameBits;

  private NativeFrames(DataSet data, ImageHeader header, Element pixels) {
    this.data = data;
    this.header = header;
    this.format = header.format();
    this.pixels = pixels;
    this.frameBits = (long) storedSamples(format) * format.bitsAllocated();
  }

  static NativeFrames of(DataSet data, ImageHeader header) throws IOException {
    Element pixels = data.need(Tag.PIXELS);
    FrameFormat format = header.format();
    if (pixels.isEncapsulated()) {
      throw data.error(Tag.PIXELS, "a defined length in an uncompressed file", "fragments");
    }
    if (pixels.vr() == Vr.OB && format.bitsAllocated() > 8) {
      throw data.error(
          Tag.PIXELS,
          "value representation OW for %d bits".formatted(format.bitsAllocated()),
          "OB");
    }
    if (isHalved(format) && (header.planar() || format.columns() % 2 != 0)) {
      throw data.error(
          Tag.PHOTOMETRIC, "an even number of columns, and planar configuration 0", "others");
    }
    NativeFrames frames = new NativeFrames(data, header, pixels);
    frames.requireLength();
    return frames;
  }

  private void requireLength() throws DicomException {
    // Frames of one bit are not filled up to a byte; the whole is filled up to an even length.
    long bytes = (frameBits * header.frames() + 7) / 8;
    if (pixels.value().length() != bytes + bytes % 2) {
      throw data.error(
          Tag.PIXELS,
          "%d bytes for %d frame(s) of %dx%dx%d of %d bits"
              .formatted(
                  bytes + bytes % 2,
                  header.frames(),
                  format.rows(),
                  format.columns(),
                  format.samples(),
                  format.bitsAllocated()),
          Long.toString(pixels.value().length()));
    }
  }

  @Override
  public int[] codes(int number) throws IOException {
    long firstBit = frameBits * (number - 1);
    // From an even byte on, so that the words of a big-endian file can be told apart.
    long from = firstBit / 16 * 2;
    long to = Math.min((firstBit + frameBits + 15) / 16 * 2, pixels.value().length());
    if (to - from > Integer.MAX_VALUE - 8) {
      throw data.error(Tag.PIXELS, "frames of less than 2 GB", to - from + " bytes");
    }
    byte[] bytes = data.bytes().read(pixels.value().at() + from, (int) (to - from));
    ByteOrder order = data.encoding().order();
    if (order == ByteOrder.BIG_ENDIAN && pixels.vr() == Vr.OW && format.bitsAllocated() <= 8) {
      swapWords(bytes);
    }
    int[] stored = stored(ByteBuffer.wrap(bytes).order(order), (int) (firstBit - from * 8));
    return isHalved(format) ? doubled(stored) : interleaved(stored);
  }

  private int[] stored(ByteBuffer bytes, int firstBit) {
    int[] codes = new int[storedSamples(format)];
    int first = firstBit / 8;
    switch (format.bitsAllocated()) {
      case 1 -> {
        for (int i = 0; i < codes.length; i++) {
          int bit = firstBit + i;
          codes[i] = bytes.get(bit >> 3) >> (bit & 7) & 1;
        }
      }
      case 8 -> {
        for (int i = 0; i < codes.length; i++) {
          codes[i] = bytes.get(first + i) & 0xFF;
        }
      }
      case 16 -> {
        for (int i = 0; i < codes.length; i++) {
          codes[i] = bytes.getShort(first + 2 * i) & 0xFFFF;
        }
      }
      default -> bytes.position(first).asIntBuffer().get(codes);
    }
    return codes;
  }

  /** Bytes of OW are written in words, whose two bytes a big-endian file exchanges. */
  private static void swapWords(byte[] bytes) {
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      byte even = bytes[i];
      bytes[i] = bytes[i + 1];
      bytes[i + 1] = even;
    }
  }

  private int[] interleaved(int[] stored) {
    if (!header.planar()) {
      return stored;
    }
    int[] codes = new int[stored.length];
    int plane = format.pixels();
    for (int i = 0; i < stored.length; i++) {
      codes[i % plane * format.samples() + i / plane] = stored[i];
    }
    return codes;
  }

  /** Of YBR_FULL_422: Y Y Cb Cr for two pixels, whose colour is the same. */
  private int[] doubled(int[] stored) {
    int[] codes = new int[format.length()];
    for (int pixel = 0; pixel < format.pixels(); pixel++) {
      int pair = pixel / 2 * 4;
      codes[3 * pixel] = stored[pair + pixel % 2];
      codes[3 * pixel + 1] = stored[pair + 2];
      codes[3 * pixel + 2] = stored[pair + 3];
    }
    return codes;
  }

  private static boolean isHalved(FrameFormat format) {
    return format.photometricInterpretation().equals("YBR_FULL_422");
  }

  private static int storedSamples(FrameFormat format) {
    return isHalved(format) ? 2 * format.pixels() : format.length();
  }
}
