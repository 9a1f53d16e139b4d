package org.pigdiffusion.data;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Bytes of picture files that Java's writers do not make: tags, segments, chunks. */
final class RasterBytes {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int STRIP_STARTS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES = 277;
  static final int STRIP_LENGTHS = 279;
  static final int COLOUR_MAP = 320;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int ROWS_PER_STRIP = 278;

  private RasterBytes() {}

  /** What a format's own writer makes of a picture. */
  static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no writer for " + format);
    }
    return out.toByteArray();
  }

  /** A grey picture of rows of the given width. */
  static BufferedImage grey(int width, int... samples) {
    int height = samples.length / width;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSamples(0, 0, width, height, 0, samples);
    return image;
  }

  /** A JPEG file of as many components as the raster has bands, without a marker of its maker. */
  static byte[] jpeg(Raster raster) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      ImageWriteParam param = writer.getDefaultWriteParam();
      writer.write(null, new IIOImage(raster, null, null), param);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** A JPEG file with one more segment behind its start. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + content.length + 4);
    out.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker);
    out.putShort((short) (content.length + 2)).put(content);
    return out.put(jpeg, 2, jpeg.length - 2).array();
  }

  /** A JPEG file of three components with other numbers of these. */
  static byte[] withComponents(byte[] jpeg, int... numbers) {
    byte[] changed = jpeg.clone();
    int at = 2;
    while (changed[at + 1] != (byte) 0xDA) {
      if (changed[at + 1] == (byte) 0xC0) {
        for (int c = 0; c < numbers.length; c++) {
          changed[at + 10 + 3 * c] = (byte) numbers[c];
        }
      }
      at += 2 + ByteBuffer.wrap(changed).getShort(at + 2);
    }
    for (int c = 0; c < numbers.length; c++) {
      changed[at + 5 + 2 * c] = (byte) numbers[c];
    }
    return changed;
  }

  /** A PNG file with one more chunk behind its header. */
  static byte[] withChunk(byte[] png, String type, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(png.length + content.length + 12);
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(content);
    out.put(png, 0, 33).putInt(content.length).put(name).put(content);
    return out.putInt((int) checksum.getValue()).put(png, 33, png.length - 33).array();
  }

  /** An EXIF block that gives an orientation. */
  static byte[] exif(int orientation) {
    return tiff(ByteOrder.BIG_ENDIAN, false, Map.of(ORIENTATION, new long[] {orientation}));
  }

  /** {@link #exif} as a JPEG segment holds it. */
  static byte[] exifSegment(int orientation) {
    return exifSegment(Map.of(ORIENTATION, new long[] {orientation}));
  }

  /** A JPEG segment of an EXIF block of tags. */
  static byte[] exifSegment(Map<Integer, long[]> tags) {
    byte[] block = tiff(ByteOrder.BIG_ENDIAN, false, tags);
    return ByteBuffer.allocate(block.length + 6)
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
        .put(block)
        .array();
  }

  /** A TIFF file of one strip: the tags given are added to those of a grey eight-bit picture. */
  static byte[] tiff(int width, int height, Map<Integer, long[]> more, byte[] pixels) {
    return tiff(ByteOrder.LITTLE_ENDIAN, false, width, height, more, pixels);
  }

  /** As {@link #tiff(int, int, Map, byte[])}, in a byte order, in the common or the big form. */
  static byte[] tiff(
      ByteOrder order,
      boolean big,
      int width,
      int height,
      Map<Integer, long[]> more,
      byte[] pixels) {
    Map<Integer, long[]> tags = new TreeMap<>();
    tags.put(WIDTH, new long[] {width});
    tags.put(HEIGHT, new long[] {height});
    tags.put(BITS, new long[] {8});
    tags.put(COMPRESSION, new long[] {1});
    tags.put(PHOTOMETRIC, new long[] {1});
    tags.put(SAMPLES, new long[] {1});
    tags.put(ROWS_PER_STRIP, new long[] {height});
    tags.put(STRIP_STARTS, new long[] {0});
    tags.put(STRIP_LENGTHS, new long[] {pixels.length});
    tags.putAll(more);
    int start = tiff(order, big, tags).length;
    tags.put(STRIP_STARTS, new long[] {start});
    byte[] head = tiff(order, big, tags);
    byte[] all = Arrays.copyOf(head, head.length + pixels.length);
    System.arraycopy(pixels, 0, all, head.length, pixels.length);
    return all;
  }

  private static byte[] tiff(ByteOrder order, boolean big, Map<Integer, long[]> tags) {
    TreeMap<Integer, long[]> sorted = new TreeMap<>(tags);
    int entry = big ? 20 : 12;
    int table = big ? 16 : 8;
    int end = table + (big ? 8 : 2) + entry * tags.size() + (big ? 8 : 4);
    int more = sorted.values().stream().mapToInt(v -> 2 * v.length).sum();
    ByteBuffer out = ByteBuffer.allocate(end + more).order(order);
    out.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    if (big) {
      out.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(table);
      out.putLong(tags.size());
    } else {
      out.putShort((short) 42).putInt(table).putShort((short) tags.size());
    }
    int[] free = {end};
    sorted.forEach((tag, values) -> free[0] = put(out, big, tag, values, free[0]));
    return out.array();
  }

  /** Writes one tag of 16-bit numbers; returns where the next values outside the table go. */
  private static int put(ByteBuffer out, boolean big, int tag, long[] values, int free) {
    out.putShort((short) tag).putShort((short) 3);
    int room = big ? 8 : 4;
    if (big) {
      out.putLong(values.length);
    } else {
      out.putInt(values.length);
    }
    int at = out.position();
    int next = free;
    if (2 * values.length > room) {
      if (big) {
        out.putLong(free);
      } else {
        out.putInt(free);
      }
      next = free + 2 * values.length;
      out.position(free);
    }
    for (long value : values) {
      out.putShort((short) value);
    }
    out.position(at + room);
    return next;
  }
}
