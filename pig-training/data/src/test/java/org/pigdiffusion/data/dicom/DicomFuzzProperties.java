package org.pigdiffusion.data.dicom;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is broken in a file, only the documented exception comes of it, soon. */
class DicomFuzzProperties {
  private static final String LOSSLESS =
      "/9j/4AAQSkZJRgABAQAAAQABAAD/wwALEAADAAQBAREA/8QAGwAAAQQDAAAAAAAAAAAAAAAAAAECCg8ICRD/2gAIAQEAAQAA"
          + "5HX/AP8AsASXTTCvgMEeD//Z";
  private static final String BASELINE =
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQ"
          + "ERMUFRUVDA8XGBYUGBIUFRT/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABkQAAEFAAAAAAAAAAAAAAAA"
          + "AAAGCSUyo//aAAgBAQAAPwAk023SLzP//9k=";
  private static final List<byte[]> GOOD = good();
  private static Path file = Path.of("");

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("fuzz", ".dcm");
  }

  @AfterContainer
  static void removeFile() throws IOException {
    Files.delete(file);
  }

  private static List<byte[]> good() {
    TestDicom nested =
        TestDicom.empty().openSequence(0x00289145, TestDicom.empty().rescale("3", "9"));
    TestDicom grey =
        TestDicom.grey(2, 2, 1, 2, 3, 4000)
            .rescale("2", "-1")
            .window("1000\\5", "500\\6")
            .text(0x00281056, "CS", "SIGMOID")
            .openSequence(0x00400260, nested)
            .sequence(0x00081140, nested)
            .unknownSequence(0x00091001, nested);
    TestDicom enhanced =
        TestDicom.grey(1, 2, 0, 1000, 500, 2000)
            .frames(2)
            .sequence(0x52009229, nested)
            .openSequence(0x52009230, nested, TestDicom.empty());
    TestDicom palette =
        TestDicom.grey(1, 4)
            .text(0x00280004, "CS", "PALETTE COLOR")
            .bits(8, 8, 7, 0)
            .bytes(0x7FE00010, "OB", 0, 1, 2, 3);
    for (int c = 0; c < 3; c++) {
      palette.words(0x00281101 + c, "US", 2, 1, 8).bytes(0x00281201 + c, "OW", 5, 6);
    }
    byte[] rle = new byte[68];
    rle[0] = 2;
    rle[4] = 64;
    rle[8] = 66;
    rle[64] = -3;
    rle[66] = -3;
    byte[] noTable = {};
    return List.of(
        grey.toBytes(),
        grey.syntax(TestDicom.IMPLICIT).toBytes(),
        grey.syntax(TestDicom.BIG).toBytes(),
        grey.syntax(TestDicom.DEFLATED).toBytes(),
        enhanced.toBytes(),
        palette.toBytes(),
        TestDicom.grey(2, 2).syntax(TestDicom.RLE).frames(2).fragments(noTable, rle, rle).toBytes(),
        TestDicom.grey(3, 4)
            .bits(16, 16, 15, 0)
            .syntax(TestDicom.LOSSLESS_SV1)
            .fragments(noTable, Base64.getDecoder().decode(LOSSLESS))
            .toBytes(),
        TestDicom.grey(8, 8)
            .bits(8, 8, 7, 0)
            .syntax(TestDicom.JPEG)
            .fragments(noTable, Base64.getDecoder().decode(BASELINE))
            .toBytes());
  }

  @Property(tries = 6000, seed = "20")
  void onlyTheDocumentedExceptionComesOut(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes) throws IOException {
    Files.write(file, broken(new Random(seed), changes));
    assertTimeoutPreemptively(Duration.ofSeconds(20), DicomFuzzProperties::readAll);
  }

  private static byte[] broken(Random random, int changes) {
    byte[] good = GOOD.get(random.nextInt(GOOD.size()));
    byte[] bytes =
        random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      int at = Math.min(bytes.length - 1, 128 + random.nextInt(Math.max(1, bytes.length - 128)));
      bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(3) - 1);
    }
    return bytes;
  }

  private static void readAll() throws IOException {
    try {
      DicomImage image = DicomImage.open(file, DicomOptions.standard());
      for (int number = 1; number <= Math.min(image.frames(), 4); number++) {
        DicomPicture picture = image.frame(number);
        if (!(picture.low() < picture.high())) {
          throw new AssertionError(picture.low() + " to " + picture.high());
        }
      }
    } catch (DicomException e) {
      if (e.reason().isBlank()) {
        throw new AssertionError("no reason", e);
      }
    }
  }
}
