package org.pigdiffusion.data.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Expected values of windows and tables are those of pydicom 3.0.2 for the same numbers. */
class GreyFrameTest extends DicomTestBase {
  private static final int[] AROUND_1000 = {0, 500, 750, 999, 1000, 1001, 1250, 1500, 2000, 4095};

  private static TestDicom around1000() {
    return TestDicom.grey(2, 5, AROUND_1000.clone());
  }

  @Test
  void aPictureKeepsItsValues() throws IOException {
    DicomPicture picture = open(TestDicom.grey(1, 1, 5)).frame(1);
    picture.values()[0] = 9;
    assertEquals(5, picture.values()[0]);
  }

  @Test
  void plainPixelsKeepTheRangeOfTheStoredBits() throws IOException {
    DicomPicture picture = open(TestDicom.grey(2, 3, 0, 1, 2, 300, 4000, 4095)).frame(1);
    assertEquals(1, picture.channels());
    assertEquals(2, picture.height());
    assertEquals(3, picture.width());
    assertEquals(0, picture.low());
    assertEquals(4095, picture.high());
    assertArrayEquals(new float[] {0, 1, 2, 300, 4000, 4095}, picture.values());
  }

  @Test
  void storedBitsAreShiftedFromTheHighBitAndExtended() throws IOException {
    TestDicom made = TestDicom.grey(1, 4, 0xFFF7, 0x8003, 0x0010, 0x7FFF);
    assertArrayEquals(new float[] {4095, 2048, 1, 2047}, values(made.bits(16, 12, 15, 0)));
    assertArrayEquals(new float[] {-1, -2048, 1, 2047}, values(made.bits(16, 12, 15, 1)));
    assertArrayEquals(new float[] {-9, 3, 16, -1}, values(made.bits(16, 12, 11, 1)));
    assertArrayEquals(new float[] {0xFF7, 3, 16, 0xFFF}, values(made.bits(16, 12, 11, 0)));
  }

  @Test
  void eightAndThirtyTwoBitsAreRead() throws IOException {
    TestDicom eight =
        TestDicom.grey(1, 3).bits(8, 8, 7, 1).bytes(0x7FE00010, "OB", 0x80, 0x7F, 0xFF);
    assertArrayEquals(new float[] {-128, 127, -1}, values(eight));
    TestDicom wide =
        TestDicom.grey(1, 2).bits(32, 32, 31, 0).words(0x7FE00010, "OW", 1, 0, 0, 0x8000);
    assertArrayEquals(new float[] {1, 0x1p31f}, values(wide));
  }

  @Test
  void bytesInWordsOfBigEndianStayInOrder() throws IOException {
    TestDicom made = TestDicom.grey(1, 5).bits(8, 8, 7, 0).syntax(TestDicom.BIG);
    made.bytes(0x7FE00010, "OW", 2, 1, 4, 3, 0, 5);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5}, values(made));
    made.bytes(0x7FE00010, "OB", 1, 2, 3, 4, 5, 0);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5}, values(made));
    made.frames(2).bytes(0x7FE00010, "OW", 2, 1, 4, 3, 6, 5, 8, 7, 10, 9);
    assertArrayEquals(new float[] {6, 7, 8, 9, 10}, open(made).frame(2).values());
  }

  @Test
  void framesOfOneBitFollowEachOtherWithoutGaps() throws IOException {
    TestDicom made = TestDicom.grey(1, 5).bits(1, 1, 0, 0).frames(3);
    // 10110 01011 11100, the first pixel in the lowest bit.
    made.bytes(0x7FE00010, "OB", 0b01001101, 0b00011111);
    DicomImage image = open(made);
    assertArrayEquals(new float[] {1, 0, 1, 1, 0}, image.frame(1).values());
    assertArrayEquals(new float[] {0, 1, 0, 1, 1}, image.frame(2).values());
    assertArrayEquals(new float[] {1, 1, 1, 0, 0}, image.frame(3).values());
    assertEquals(1, image.frame(1).high());
  }

  @Test
  void slopeAndInterceptAreApplied() throws IOException {
    TestDicom made = TestDicom.grey(1, 4, 0, 10, 200, 4095).rescale("0.5", "-100");
    DicomPicture picture = open(made).frame(1);
    assertArrayEquals(new float[] {-100, -95, 0, 1947.5f}, picture.values());
    assertEquals(-100, picture.low());
    assertEquals(1947.5, picture.high());
    requireRefused(made.text(0x00281053, "DS", "0"), "Rescale Slope at byte", "other than 0");
    requireRefused(made.text(0x00281053, "DS", "1d2"), "a decimal number, found 1d2");
    requireRefused(made.without(0x00281053), "Rescale Slope: expected a value, found none");
  }

  @Test
  void aLinearWindowCutsAndKeepsTheUnit() throws IOException {
    DicomPicture picture = open(around1000().window("1000", "500")).frame(1);
    assertEquals(750, picture.low());
    assertEquals(1249, picture.high());
    assertArrayEquals(
        new double[] {0, 0, 0, 0.498998, 0.501002, 0.503006, 1, 1, 1, 1}, shares(picture), 1e-6);
  }

  @Test
  void theOtherWindowFunctionsAreThoseOfTheStandard() throws IOException {
    TestDicom made = around1000().window("1000", "500");
    assertArrayEquals(
        new double[] {0, 0, 0, 0.498, 0.5, 0.502, 1, 1, 1, 1},
        shares(open(made.text(0x00281056, "CS", "LINEAR_EXACT")).frame(1)),
        1e-6);
    assertArrayEquals(
        new double[] {
          0.000335, 0.017986, 0.119203, 0.498, 0.5, 0.502, 0.880797, 0.982014, 0.999665, 1
        },
        shares(open(made.text(0x00281056, "CS", "SIGMOID")).frame(1)),
        1e-6);
    requireRefused(made.text(0x00281056, "CS", "CUBIC"), "VOI LUT Function", "found CUBIC");
  }

  @Test
  void aLinearWindowOfWidthOneIsAStep() throws IOException {
    TestDicom made = around1000().window("1000", "1");
    assertArrayEquals(new float[] {0, 0, 0, 0, 1, 1, 1, 1, 1, 1}, values(made));
    requireRefused(made.window("1000", "0.5"), "Window Width", "at least 1 for LINEAR");
  }

  @Test
  void theFirstWindowIsTakenUnlessTold() throws IOException {
    TestDicom made = around1000().window("1000\\700", "2000\\401");
    assertEquals(1999, open(made).frame(1).high());
    DicomOptions second = DicomOptions.standard().voi(VoiChoice.window(2));
    assertEquals(499.5, open(made, second).frame(1).low());
    assertEquals(899.5, open(made, second).frame(1).high());
    DicomOptions third = DicomOptions.standard().voi(VoiChoice.window(3));
    DicomImage image = open(made, third);
    DicomException e = assertThrows(DicomException.class, () -> image.frame(1));
    assertTrue(e.reason().contains("expected a window of number 3, found 2"), e.reason());
    assertArrayEquals(new float[] {0, 500}, firstTwo(values(made, VoiChoice.none())));
    requireRefused(made.window("1000\\700", "1"), "Window Width", "expected 2", "found 1");
  }

  private static float[] firstTwo(float[] values) {
    return java.util.Arrays.copyOf(values, 2);
  }

  @Test
  void aVoiTableGoesBeforeWindowsUnlessTold() throws IOException {
    TestDicom made =
        TestDicom.grey(2, 4, 0, 999, 1000, 1001, 1002, 1003, 1004, 4095)
            .window("1000", "10")
            .sequence(0x00283010, table("US", 1000, 10, 7, 300, 900, 1023), table("US", 0, 8, 1));
    DicomPicture picture = open(made).frame(1);
    assertArrayEquals(new float[] {7, 7, 7, 300, 900, 1023, 1023, 1023}, picture.values());
    assertEquals(1023, picture.high());
    assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1, 1, 1}, values(made, VoiChoice.table(2)));
    assertEquals(1004, values(made, VoiChoice.window(1))[7]);
  }

  @Test
  void aRangeThatNoPictureCanHoldIsRefused() {
    requireRefused(around1000().window("1e12", "1.00001"), "a range of finite values");
    requireRefused(around1000().rescale("1e300", "0"), "a range of finite values");
    requireRefused(around1000().rescale("1e999", "0"), "a decimal number, found 1e999");
  }

  @Test
  void aVoiTableMayBeginBelowZero() throws IOException {
    int[] raw = {-2048, -3, -2, -1, 0, 1, 2, 2047};
    float[] expected = {7, 7, 7, 300, 900, 65535, 65535, 65535};
    TestDicom made =
        TestDicom.grey(2, 4, raw)
            .bits(16, 12, 11, 1)
            .sequence(0x00283010, table("SS", -2, 16, 7, 300, 900, 65535));
    assertArrayEquals(expected, values(made));
    assertArrayEquals(expected, values(made.syntax(TestDicom.IMPLICIT)));
    assertArrayEquals(expected, values(made.syntax(TestDicom.BIG)));
  }

  @Test
  void aModalityTableIsApplied() throws IOException {
    TestDicom made = TestDicom.grey(1, 7, 0, 9, 10, 11, 12, 13, 4095);
    float[] expected = {5, 5, 5, 100, 255, 255, 255};
    made.sequence(0x00283000, table("US", 10, 8, 5, 100, 255));
    assertArrayEquals(expected, values(made));
    assertEquals(255, open(made).frame(1).high());
    TestDicom packed =
        TestDicom.empty().words(0x00283002, "US", 3, 10, 8).bytes(0x00283006, "OW", 5, 100, 255);
    assertArrayEquals(expected, values(made.sequence(0x00283000, packed)));
    TestDicom swapped =
        TestDicom.empty().words(0x00283002, "US", 3, 10, 8).bytes(0x00283006, "OW", 100, 5, 0, 255);
    assertArrayEquals(expected, values(made.sequence(0x00283000, swapped).syntax(TestDicom.BIG)));
    requireRefused(made.rescale("1", "0"), "Modality LUT Sequence", "no slope");
  }

  @Test
  void tablesOfWrongLengthOrEntriesAreRefused() {
    TestDicom made = around1000();
    TestDicom bad = TestDicom.empty().words(0x00283002, "US", 0, 0, 16);
    requireRefused(
        made.sequence(0x00283010, bad.words(0x00283006, "OW", 1, 2)),
        "LUT Data",
        "131072 bytes",
        "found 4");
    requireRefused(
        made.sequence(0x00283010, table("US", 0, 9, 1, 512)), "entries of 9 bits", "found 512");
    requireRefused(made.sequence(0x00283010, table("US", 0, 20, 1)), "8 to 16 bits");
  }

  private static TestDicom table(String vr, int first, int bits, int... entries) {
    return TestDicom.empty()
        .words(0x00283002, vr, entries.length, first, bits)
        .words(0x00283006, "OW", entries);
  }

  @Test
  void theLeastValueMayBeWhite() throws IOException {
    int[] raw = {0, 95, 4000, 4095};
    float[] turned = {4095, 4000, 95, 0};
    TestDicom one = TestDicom.grey(1, 4, raw).text(0x00280004, "CS", "MONOCHROME1");
    assertArrayEquals(turned, values(one));
    assertTrue(open(one).isInverse());
    // Both say the same thing, so it is turned once.
    assertArrayEquals(turned, values(one.text(0x20500020, "CS", "INVERSE")));
    requireRefused(one.text(0x20500020, "CS", "IDENTITY"), "INVERSE with MONOCHROME1", "IDENTITY");
    TestDicom two = TestDicom.grey(1, 4, raw).text(0x20500020, "CS", "INVERSE");
    assertArrayEquals(turned, values(two));
    assertFalse(open(two.text(0x20500020, "CS", "IDENTITY")).isInverse());
    assertArrayEquals(
        new float[] {1249, 1249, 750, 750},
        values(one.text(0x20500020, "CS", "INVERSE").window("1000", "500")));
  }

  @Test
  void inconsistentHeadersAreRefused() {
    requireRefused(around1000().words(0x00280010, "US", 0), "(0028,0010) Rows at byte", "found 0");
    requireRefused(around1000().without(0x00280011), "Columns: expected a value, found none");
    requireRefused(around1000().words(0x00280002, "US", 3), "Samples per Pixel", "1 for MONO");
    requireRefused(around1000().words(0x00280100, "US", 12), "Bits Allocated", "found 12");
    requireRefused(around1000().words(0x00280101, "US", 17), "Bits Stored", "[1,16]");
    requireRefused(around1000().words(0x00280102, "US", 10), "High Bit", "[11,15]");
    requireRefused(around1000().text(0x00280004, "CS", "CMYK"), "Photometric", "found CMYK");
    requireRefused(around1000().frames(2), "expected 40 bytes for 2 frame(s)", "found 20");
    requireRefused(around1000().text(0x00280008, "IS", "1A"), "a whole number, found 1A");
    requireRefused(around1000().without(0x7FE00010), "no (7FE0,0010) Pixel Data");
    requireRefused(
        TestDicom.grey(2, 2, 1, 2, 3, 4).bytes(0x7FE00010, "OB", 1, 0, 2, 0, 3, 0, 4, 0),
        "OW for 16 bits");
    requireRefused(
        around1000().raw(0x7FE00008, "OF", new byte[4]).without(0x7FE00010), "Float Pixel Data");
  }

  @Test
  void aSegmentationIsReadIfItIsOnePicture() throws IOException {
    TestDicom made =
        TestDicom.grey(1, 8)
            .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.66.4")
            .text(0x00620001, "CS", "BINARY")
            .sequence(0x00620002, TestDicom.empty().words(0x00620004, "US", 1))
            .bits(1, 1, 0, 0)
            .bytes(0x7FE00010, "OB", 0b10100000);
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 1, 0, 1}, values(made));
    requireRefused(made.frames(2), "one segment and one frame", "2 frame(s)");
    requireRefused(made.text(0x00620001, "CS", "FRACTIONAL"), "BINARY, found FRACTIONAL");
  }

  private static double[] shares(DicomPicture picture) {
    double[] shares = new double[picture.values().length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (picture.values()[i] - picture.low()) / (picture.high() - picture.low());
    }
    return shares;
  }
}
