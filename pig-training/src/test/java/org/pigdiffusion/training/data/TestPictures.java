package org.pigdiffusion.training.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/** Small picture files with known samples. */
final class TestPictures {
  private TestPictures() {}

  /** Writes a grey file of 8 or 16 bits; the format is the file's extension. */
  static Path grey(Path file, int bits, int width, int... samples) throws IOException {
    int type = bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
    BufferedImage image = new BufferedImage(width, samples.length / width, type);
    image.getRaster().setSamples(0, 0, width, samples.length / width, 0, samples);
    return write(file, image);
  }

  static Path write(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IOException("no writer for " + file);
    }
    return file;
  }

  /** An image whose samples all differ from their neighbours. */
  static Path ramp(Path file, int height, int width) throws IOException {
    int[] samples = new int[height * width];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = 20 + i * 7 % 200;
    }
    return grey(file, 8, width, samples);
  }

  /** A mask with one rectangle of 255. */
  static Path mask(Path file, int height, int width, Region lesion) throws IOException {
    int[] samples = new int[height * width];
    for (int y = lesion.top(); y < lesion.top() + lesion.height(); y++) {
      for (int x = lesion.left(); x < lesion.left() + lesion.width(); x++) {
        samples[y * width + x] = 255;
      }
    }
    return grey(file, 8, width, samples);
  }

  /** A 16-bit explicit little-endian DICOM file: the tags given, then the pixels. */
  static Path dicom(Path file, int height, int width, Map<Integer, String> more, short... pixels)
      throws IOException {
    TreeMap<Integer, byte[]> tags = new TreeMap<>(Integer::compareUnsigned);
    tags.put(0x00020010, element("UI", text("1.2.840.10008.1.2.1")));
    tags.put(0x00280002, element("US", number(1)));
    tags.put(0x00280004, element("CS", text("MONOCHROME2")));
    tags.put(0x00280010, element("US", number(height)));
    tags.put(0x00280011, element("US", number(width)));
    tags.put(0x00280100, element("US", number(16)));
    tags.put(0x00280101, element("US", number(12)));
    tags.put(0x00280102, element("US", number(11)));
    tags.put(0x00280103, element("US", number(0)));
    more.forEach(
        (tag, value) ->
            tags.put(
                tag,
                tag == 0x00280101 || tag == 0x00280103
                    ? element("US", number(Integer.parseInt(value)))
                    : element(vr(tag), text(value))));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[128]);
    out.write("DICM".getBytes(StandardCharsets.US_ASCII));
    tags.forEach(
        (tag, element) -> {
          out.writeBytes(number(tag >>> 16));
          out.writeBytes(number(tag));
          out.writeBytes(element);
        });
    out.write(number(0x7FE0));
    out.write(number(0x0010));
    out.write("OW".getBytes(StandardCharsets.US_ASCII));
    out.write(number(0));
    out.write(number(2 * pixels.length));
    out.write(number((2 * pixels.length) >>> 16));
    for (short pixel : pixels) {
      out.write(number(pixel));
    }
    Files.write(file, out.toByteArray());
    return file;
  }

  private static String vr(int tag) {
    return switch (tag) {
      case 0x00020010 -> "UI";
      case 0x00280004 -> "CS";
      case 0x00280008 -> "IS";
      default -> "DS";
    };
  }

  private static byte[] element(String vr, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(number(value.length));
    out.writeBytes(value);
    return out.toByteArray();
  }

  private static byte[] text(String value) {
    String even = value.length() % 2 == 0 ? value : value + " ";
    return even.getBytes(StandardCharsets.US_ASCII);
  }

  /** The lower 16 bits, little-endian. */
  private static byte[] number(int value) {
    return new byte[] {(byte) value, (byte) (value >>> 8)};
  }
}
