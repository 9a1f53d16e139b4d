package org.pigdiffusion.data.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetReaderTest extends DicomTestBase {
  private static final int[] PIXELS = {0, 10, 20, 4095};
  private static final int OTHER_SEQUENCE = 0x00400260;

  private static TestDicom grey() {
    return TestDicom.grey(2, 2, PIXELS.clone());
  }

  /** Values that would change the picture if they were taken for the picture's own. */
  private static TestDicom misleading() {
    return TestDicom.empty()
        .words(0x00280010, "US", 999)
        .rescale("3", "9")
        .window("5", "6")
        .words(0x7FE00010, "OW", 7, 7, 7, 7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {TestDicom.EXPLICIT, TestDicom.IMPLICIT, TestDicom.BIG, TestDicom.DEFLATED})
  void everyEncodingIsRead(String syntax) throws IOException {
    TestDicom made =
        grey()
            .rescale("2", "-100")
            .openSequence(0x00081140, TestDicom.empty().openSequence(0x00081199, misleading()))
            .syntax(syntax);
    assertArrayEquals(new float[] {-100, -80, -60, 8090}, values(made));
  }

  @ParameterizedTest
  @ValueSource(strings = {TestDicom.EXPLICIT, TestDicom.IMPLICIT, TestDicom.BIG})
  void whatIsNestedIsNotThePictures(String syntax) throws IOException {
    TestDicom nested = TestDicom.empty().sequence(0x00289145, misleading());
    TestDicom made =
        grey()
            .rescale("1", "-1024")
            .sequence(0x00081140, misleading(), misleading())
            .openSequence(OTHER_SEQUENCE, nested, nested)
            .openSequence(0x00090010, misleading())
            .syntax(syntax);
    assertArrayEquals(new float[] {-1024, -1014, -1004, 3071}, values(made));
  }

  @Test
  void anUnknownRepresentationOfUndefinedLengthIsASequence() throws IOException {
    for (String syntax : new String[] {TestDicom.EXPLICIT, TestDicom.BIG}) {
      TestDicom made = grey().unknownSequence(0x00091001, misleading()).syntax(syntax);
      assertArrayEquals(new float[] {0, 10, 20, 4095}, values(made), syntax);
    }
  }

  @Test
  void aKnownElementWrittenAsUnknownIsReadAsItself() throws IOException {
    TestDicom made =
        grey().raw(0x00281053, "UN", (byte) '2', (byte) ' ').text(0x00281052, "DS", "-1");
    assertArrayEquals(new float[] {-1, 19, 39, 8189}, values(made));
    requireRefused(made.syntax(TestDicom.BIG), "(0028,1053) Rescale Slope", "expected", "UN");
  }

  @Test
  void freeTextAndPrivateElementsAreNoHeader() throws IOException {
    TestDicom made =
        grey()
            .text(0x00204000, "LT", "0028,1050 Window Center: 77")
            .text(0x00291050, "DS", "5")
            .text(0x00291051, "DS", "6");
    assertArrayEquals(new float[] {0, 10, 20, 4095}, values(made));
  }

  @Test
  void elementsOutOfOrderOrTwiceAreRefused() {
    byte[] twice = joined(grey().encoded(true, ByteOrder.LITTLE_ENDIAN), misleading());
    requireRefused(
        TestDicom.file(TestDicom.EXPLICIT, twice),
        "expected a tag greater than (7FE0,0010) Pixel Data",
        "found (0028,0010) Rows",
        "byte ");
  }

  @Test
  void aLengthBeyondTheFileIsRefusedBeforeMemoryIsTaken() {
    byte[] header = TestDicom.file(TestDicom.EXPLICIT, new byte[0]);
    byte[] element = {0x28, 0, 0, 0x30, 'O', 'W', 0, 0, -16, -1, -1, 0x7F};
    requireRefused(
        joined(header, element), "expected (0028,3000) Modality LUT", "at most 0", "2147483632");
  }

  @Test
  void oddLengthsUnknownRepresentationsAndOpenElementsAreRefused() {
    requireRefused(grey().raw(0x00281053, "DS", (byte) '2'), "even length", "found 1");
    requireRefused(grey().raw(0x00281053, "QQ", (byte) '2', (byte) ' '), "found the bytes 51 51");
    byte[] open = {0x28, 0, 0x53, 0x10, 'O', 'W', 0, 0, -1, -1, -1, -1};
    requireRefused(
        joined(TestDicom.file(TestDicom.EXPLICIT, new byte[0]), open), "of a defined length");
  }

  @Test
  void aSequenceThatDoesNotEndIsRefused() {
    byte[] open = {0x28, 0, 0x00, 0x30, 'S', 'Q', 0, 0, -1, -1, -1, -1};
    byte[] file = joined(TestDicom.file(TestDicom.EXPLICIT, new byte[0]), open);
    requireRefused(file, "expected 2 more bytes, found 0");
    byte[] notAnItem = joined(file, new byte[] {0x28, 0, 0x10, 0, 0, 0, 0, 0});
    requireRefused(notAnItem, "expected an item (FFFE,E000), found (0028,0010) Rows");
  }

  @Test
  void nestingIsBounded() throws IOException {
    assertArrayEquals(new float[] {0, 10, 20, 4095}, values(nested(DataSetReader.MOST_NESTED)));
    requireRefused(nested(DataSetReader.MOST_NESTED + 1), "at most 64 sequences in each other");
    byte[] deep = new byte[20 * 100_000];
    byte[] one = {0x28, 0, 0, 0x30, 'S', 'Q', 0, 0, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1};
    for (int i = 0; i < deep.length; i++) {
      deep[i] = one[i % one.length];
    }
    requireRefused(TestDicom.file(TestDicom.EXPLICIT, deep), "at most 64 sequences");
  }

  private static TestDicom nested(int depth) {
    TestDicom inner = misleading();
    for (int i = 1; i < depth; i++) {
      inner = TestDicom.empty().openSequence(OTHER_SEQUENCE, inner);
    }
    return grey().openSequence(OTHER_SEQUENCE, inner);
  }

  @Test
  void theNumberOfElementsIsBounded() {
    byte[] items = new byte[8 * (DataSetReader.MOST_ELEMENTS + 1)];
    byte[] one = {-2, -1, 0, -32, 0, 0, 0, 0};
    for (int i = 0; i < items.length; i++) {
      items[i] = one[i % one.length];
    }
    byte[] open = {0x28, 0, 0x00, 0x30, 'S', 'Q', 0, 0, -1, -1, -1, -1};
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            requireRefused(
                joined(TestDicom.file(TestDicom.EXPLICIT, open), items),
                "at most 1048576 elements and items"));
  }

  @Test
  void whatIsNoPart10FileIsRefused() {
    requireRefused("no picture".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "DICM");
    byte[] good = grey().toBytes();
    requireRefused(Arrays.copyOf(good, 140), "File Meta Information Group Length");
    byte[] longMeta = good.clone();
    longMeta[143] = 0x7F;
    requireRefused(longMeta, "File Meta Information Group Length at byte 132", "expected at most");
    byte[] shortMeta = good.clone();
    shortMeta[140] = (byte) (shortMeta[140] - 2);
    requireRefused(shortMeta, "even length");
  }

  @Test
  void aDeflatedDataSetThatIsCutOrTooLargeIsRefused() {
    byte[] whole = TestDicom.deflated(grey().encoded(true, ByteOrder.LITTLE_ENDIAN));
    requireRefused(
        TestDicom.file(TestDicom.DEFLATED, Arrays.copyOf(whole, whole.length / 2)),
        "a whole deflated data set");
    requireRefused(TestDicom.file(TestDicom.DEFLATED, new byte[] {7, 7, 7}), "deflated data set");
    byte[] bomb = TestDicom.deflated(new byte[MemoryBytes.MOST_INFLATED + 1]);
    assertEquals(true, bomb.length < MemoryBytes.MOST_INFLATED / 1000);
    requireRefused(TestDicom.file(TestDicom.DEFLATED, bomb), "when inflated", "dcmconv");
  }

  private static byte[] joined(byte[] first, TestDicom second) {
    return joined(first, second.encoded(true, ByteOrder.LITTLE_ENDIAN));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }
}
