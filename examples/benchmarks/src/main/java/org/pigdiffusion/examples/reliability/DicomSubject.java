package org.pigdiffusion.examples.reliability;

import com.google.common.primitives.Floats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pigdiffusion.data.dicom.DicomException;
import org.pigdiffusion.data.dicom.DicomImage;
import org.pigdiffusion.data.dicom.DicomOptions;
import org.pigdiffusion.data.dicom.DicomPicture;

/** DICOM files of two frames of 16 bits: uncompressed with a window, and RLE. */
final class DicomSubject implements Subject {
  private static final String EXPLICIT = "1.2.840.10008.1.2.1";
  private static final String RLE = "1.2.840.10008.1.2.5";
  private static final int SIDE = 4;

  @Override
  public List<Path> make(Path folder) throws IOException {
    byte[] pixels = new byte[2 * 2 * SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i % 2 == 0 ? 7 * i : 0);
    }
    byte[] plain = element(0x7FE0, 0x0010, "OW", pixels);
    return List.of(
        Files.write(folder.resolve("good-plain.dcm"), file(EXPLICIT, plain)),
        Files.write(folder.resolve("good-rle.dcm"), file(RLE, fragments(rle()))));
  }

  private static byte[] file(String syntax, byte[] pixels) {
    byte[] meta =
        joined(element(2, 1, "OB", new byte[] {0, 1}), element(2, 0x10, "UI", text(syntax)));
    return joined(
        new byte[128],
        text("DICM"),
        element(2, 0, "UL", number(meta.length, 4)),
        meta,
        element(0x28, 2, "US", number(1, 2)),
        element(0x28, 4, "CS", text("MONOCHROME2 ")),
        element(0x28, 8, "IS", text("2 ")),
        element(0x28, 0x10, "US", number(SIDE, 2)),
        element(0x28, 0x11, "US", number(SIDE, 2)),
        element(0x28, 0x100, "US", number(16, 2)),
        element(0x28, 0x101, "US", number(12, 2)),
        element(0x28, 0x102, "US", number(11, 2)),
        element(0x28, 0x103, "US", number(0, 2)),
        element(0x28, 0x1050, "DS", text("100 ")),
        element(0x28, 0x1051, "DS", text("200 ")),
        pixels);
  }

  /** One frame: two segments of 16 bytes, each a run and a run. */
  private static byte[] rle() {
    byte[] frame = Arrays.copyOf(number(2, 4), 72);
    frame[4] = 64;
    frame[8] = 68;
    byte[] runs = {-7, 1, -7, 2};
    System.arraycopy(runs, 0, frame, 64, 4);
    System.arraycopy(runs, 0, frame, 68, 4);
    return frame;
  }

  private static byte[] fragments(byte[] frame) {
    byte[] item = joined(number(0xE000FFFE, 4), number(frame.length, 4), frame);
    return joined(
        number(0x00107FE0, 4),
        text("OB\0\0"),
        number(-1, 4),
        number(0xE000FFFE, 4),
        number(0, 4),
        item,
        item,
        number(0xE0DDFFFE, 4),
        number(0, 4));
  }

  private static byte[] element(int group, int number, String vr, byte[] value) {
    boolean longForm = vr.equals("OB") || vr.equals("OW");
    return joined(
        number(group, 2),
        number(number, 2),
        text(vr),
        longForm ? joined(number(0, 2), number(value.length, 4)) : number(value.length, 2),
        value);
  }

  private static byte[] number(int value, int bytes) {
    byte[] four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    return Arrays.copyOf(four, bytes);
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Override
  public Object read(Path file) throws IOException {
    DicomImage image = DicomImage.open(file, DicomOptions.standard());
    List<Frame> frames = new ArrayList<>();
    for (int number = 1; number <= Math.min(image.frames(), 4); number++) {
      DicomPicture picture = image.frame(number);
      frames.add(
          new Frame(
              picture.height(), picture.low(), picture.high(), Floats.asList(picture.values())));
    }
    return frames;
  }

  private record Frame(int height, double low, double high, List<Float> values) {
    boolean isWithinItsRange() {
      return height >= 1
          && values.size() % height == 0
          && values.stream().allMatch(value -> value >= low && value <= high);
    }
  }

  /** Values have no checksum; they must be of the range that the header gives. */
  @Override
  public boolean isWhatItSays(Path file, Object read) {
    return ((List<?>) read).stream().allMatch(frame -> ((Frame) frame).isWithinItsRange());
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof DicomException;
  }
}
