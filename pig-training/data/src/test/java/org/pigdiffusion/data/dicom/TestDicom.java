package org.pigdiffusion.data.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes DICOM files, element by element, in any encoding; and broken ones on purpose. */
public final class TestDicom {
  static final String IMPLICIT = "1.2.840.10008.1.2";
  static final String EXPLICIT = "1.2.840.10008.1.2.1";
  static final String DEFLATED = "1.2.840.10008.1.2.1.99";
  static final String BIG = "1.2.840.10008.1.2.2";
  static final String RLE = "1.2.840.10008.1.2.5";
  static final String JPEG = "1.2.840.10008.1.2.4.50";
  static final String JPEG_EXTENDED = "1.2.840.10008.1.2.4.51";
  static final String LOSSLESS = "1.2.840.10008.1.2.4.57";
  static final String LOSSLESS_SV1 = "1.2.840.10008.1.2.4.70";

  private static final int UNDEFINED = -1;

  /** What an element holds, to be written in an encoding. */
  private interface Value {
    byte[] bytes(boolean explicit, ByteOrder order);
  }

  private record Entry(String vr, Value value, boolean undefined) {}

  private final TreeMap<Integer, Entry> elements = new TreeMap<>(Integer::compareUnsigned);
  private String syntax = EXPLICIT;

  /** A data set of nothing. */
  public static TestDicom empty() {
    return new TestDicom();
  }

  /** A grey picture of 16 bits, 12 of which are stored, unsigned, MONOCHROME2. */
  public static TestDicom grey(int rows, int columns, int... values) {
    return empty()
        .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.7")
        .words(0x00280002, "US", 1)
        .text(0x00280004, "CS", "MONOCHROME2")
        .words(0x00280010, "US", rows)
        .words(0x00280011, "US", columns)
        .words(0x00280100, "US", 16)
        .words(0x00280101, "US", 12)
        .words(0x00280102, "US", 11)
        .words(0x00280103, "US", 0)
        .words(0x7FE00010, "OW", values);
  }

  /** A picture in colour of 8 bits, three samples a pixel. */
  static TestDicom color(String photometric, int rows, int columns, int... samples) {
    return grey(rows, columns)
        .words(0x00280002, "US", 3)
        .text(0x00280004, "CS", photometric)
        .words(0x00280006, "US", 0)
        .bits(8, 8, 7, 0)
        .bytes(0x7FE00010, "OB", samples);
  }

  public TestDicom syntax(String uid) {
    syntax = uid;
    return this;
  }

  /** Bits allocated, bits stored, high bit, and 1 if signed. */
  public TestDicom bits(int allocated, int stored, int high, int signed) {
    return words(0x00280100, "US", allocated)
        .words(0x00280101, "US", stored)
        .words(0x00280102, "US", high)
        .words(0x00280103, "US", signed);
  }

  public TestDicom frames(int count) {
    return text(0x00280008, "IS", Integer.toString(count));
  }

  public TestDicom rescale(String slope, String intercept) {
    return text(0x00281053, "DS", slope).text(0x00281052, "DS", intercept);
  }

  public TestDicom window(String center, String width) {
    return text(0x00281050, "DS", center).text(0x00281051, "DS", width);
  }

  public TestDicom text(int tag, String vr, String text) {
    byte fill = (byte) (vr.equals("UI") ? 0 : ' ');
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
    if (even.length > bytes.length) {
      even[bytes.length] = fill;
    }
    return put(tag, vr, (explicit, order) -> even);
  }

  /** Numbers of 16 bits. */
  public TestDicom words(int tag, String vr, int... words) {
    return put(
        tag,
        vr,
        (explicit, order) -> {
          ByteBuffer bytes = ByteBuffer.allocate(2 * words.length).order(order);
          Arrays.stream(words).forEach(word -> bytes.putShort((short) word));
          return bytes.array();
        });
  }

  /** Bytes as they are, whatever the encoding, filled up to an even length. */
  public TestDicom bytes(int tag, String vr, int... values) {
    byte[] bytes = new byte[values.length + values.length % 2];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return put(tag, vr, (explicit, order) -> bytes);
  }

  /** A sequence of defined length, its items too. */
  public TestDicom sequence(int tag, TestDicom... items) {
    return put(tag, "SQ", (explicit, order) -> items(items, explicit, order, false));
  }

  /** A sequence of undefined length, its items too. */
  public TestDicom openSequence(int tag, TestDicom... items) {
    return open(tag, "SQ", (explicit, order) -> items(items, explicit, order, true));
  }

  /** A sequence that was written as UN of undefined length, hence in implicit little endian. */
  public TestDicom unknownSequence(int tag, TestDicom... items) {
    return open(tag, "UN", (explicit, order) -> items(items, false, ByteOrder.LITTLE_ENDIAN, true));
  }

  /** Compressed pixels: the bytes of the offset table, then the fragments. */
  public TestDicom fragments(byte[] table, byte[]... fragments) {
    return open(
        0x7FE00010,
        "OB",
        (explicit, order) -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          item(out, order, table);
          for (byte[] fragment : fragments) {
            item(out, order, Arrays.copyOf(fragment, fragment.length + fragment.length % 2));
          }
          tag(out, order, 0xFFFEE0DD);
          number(out, order, 0);
          return out.toByteArray();
        });
  }

  /** An element of any representation and bytes. */
  public TestDicom raw(int tag, String vr, byte... bytes) {
    return put(tag, vr, (explicit, order) -> bytes);
  }

  public TestDicom without(int tag) {
    elements.remove(tag);
    return this;
  }

  public Path write(Path file) throws IOException {
    return Files.write(file, toBytes());
  }

  byte[] toBytes() {
    boolean explicit = !syntax.equals(IMPLICIT);
    ByteOrder order = syntax.equals(BIG) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] body = encoded(explicit, order);
    return file(syntax, syntax.equals(DEFLATED) ? deflated(body) : body);
  }

  /** A file with any bytes for its data set. */
  static byte[] file(String syntax, byte[] body) {
    byte[] meta =
        empty()
            .bytes(0x00020001, "OB", 0, 1)
            .text(0x00020010, "UI", syntax)
            .encoded(true, ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(
        empty().words(0x00020000, "UL", meta.length, 0).encoded(true, ByteOrder.LITTLE_ENDIAN));
    out.writeBytes(meta);
    out.writeBytes(body);
    return out.toByteArray();
  }

  static byte[] deflated(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(9, true))) {
      deflate.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  byte[] encoded(boolean explicit, ByteOrder order) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    elements.forEach(
        (tag, entry) -> {
          byte[] value = entry.value.bytes(explicit, order);
          tag(out, order, tag);
          int length = entry.undefined ? UNDEFINED : value.length;
          if (explicit) {
            out.writeBytes(entry.vr.getBytes(StandardCharsets.ISO_8859_1));
            if (List.of("OB", "OV", "OW", "SQ", "UN", "OF", "OD").contains(entry.vr)) {
              out.writeBytes(new byte[2]);
              number(out, order, length);
            } else {
              out.writeBytes(ByteBuffer.allocate(2).order(order).putShort((short) length).array());
            }
          } else {
            number(out, order, length);
          }
          out.writeBytes(value);
        });
    return out.toByteArray();
  }

  private TestDicom put(int tag, String vr, Value value) {
    elements.put(tag, new Entry(vr, value, false));
    return this;
  }

  private TestDicom open(int tag, String vr, Value value) {
    elements.put(tag, new Entry(vr, value, true));
    return this;
  }

  private static byte[] items(
      TestDicom[] items, boolean explicit, ByteOrder order, boolean undefined) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (TestDicom item : items) {
      byte[] inside = item.encoded(explicit, order);
      if (undefined) {
        tag(out, order, 0xFFFEE000);
        number(out, order, UNDEFINED);
        out.writeBytes(inside);
        tag(out, order, 0xFFFEE00D);
        number(out, order, 0);
      } else {
        item(out, order, inside);
      }
    }
    if (undefined) {
      tag(out, order, 0xFFFEE0DD);
      number(out, order, 0);
    }
    return out.toByteArray();
  }

  private static void item(ByteArrayOutputStream out, ByteOrder order, byte[] bytes) {
    tag(out, order, 0xFFFEE000);
    number(out, order, bytes.length);
    out.writeBytes(bytes);
  }

  private static void tag(ByteArrayOutputStream out, ByteOrder order, int tag) {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(order);
    out.writeBytes(bytes.putShort((short) (tag >>> 16)).putShort((short) tag).array());
  }

  private static void number(ByteArrayOutputStream out, ByteOrder order, int number) {
    out.writeBytes(ByteBuffer.allocate(4).order(order).putInt(number).array());
  }
}
