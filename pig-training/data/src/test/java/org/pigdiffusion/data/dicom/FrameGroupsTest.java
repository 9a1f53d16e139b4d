package org.pigdiffusion.data.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FrameGroupsTest extends DicomTestBase {
  private static final int SHARED = 0x52009229;
  private static final int PER_FRAME = 0x52009230;
  private static final int TRANSFORMATION = 0x00289145;
  private static final int FRAME_VOI = 0x00289132;
  private static final int MEASURES = 0x00289110;

  private static TestDicom twoFrames() {
    return TestDicom.grey(1, 2, 0, 1000, 500, 2000).frames(2);
  }

  private static TestDicom slope(String slope, String intercept) {
    return TestDicom.empty().sequence(TRANSFORMATION, TestDicom.empty().rescale(slope, intercept));
  }

  private static TestDicom voi(String center, String width) {
    return TestDicom.empty().sequence(FRAME_VOI, TestDicom.empty().window(center, width));
  }

  @Test
  void sharedGroupsHoldForAllFrames() throws IOException {
    TestDicom shared = slope("2", "-100");
    shared.sequence(FRAME_VOI, TestDicom.empty().window("1000.5", "501"));
    DicomImage image = open(twoFrames().sequence(SHARED, shared));
    assertArrayEquals(new float[] {750, 1250}, image.frame(1).values());
    assertArrayEquals(new float[] {900, 1250}, image.frame(2).values());
  }

  @Test
  void everyFrameHasItsOwn() throws IOException {
    TestDicom made =
        twoFrames()
            .sequence(SHARED, slope("2", "-100"))
            .openSequence(PER_FRAME, voi("500.5", "101"), voi("3000.5", "3001"));
    DicomImage image = open(made);
    assertArrayEquals(new float[] {450, 550}, image.frame(1).values());
    assertArrayEquals(new float[] {1500, 3900}, image.frame(2).values());
    assertEquals(4500, image.frame(2).high());
  }

  private static TestDicom spacing(String spacing) {
    return TestDicom.empty().sequence(MEASURES, TestDicom.empty().text(0x00280030, "DS", spacing));
  }

  @Test
  void pixelsThatAreNotSquareAreRefused() throws IOException {
    for (String equal : new String[] {"0.5\\0.5", "0.5\\0.503", "0\\0"}) {
      values(twoFrames().text(0x00280030, "DS", equal).text(0x00280034, "IS", "1\\1"));
      values(twoFrames().sequence(SHARED, spacing(equal)));
    }
    String remedy = "resample image and mask to square pixels first";
    requireRefused(
        twoFrames().text(0x00280030, "DS", "0.5\\0.7"), "Pixel Spacing", remedy, "[0.5, 0.7]");
    requireRefused(twoFrames().text(0x00280030, "DS", "0.5"), "Pixel Spacing", "[0.5]");
    requireRefused(twoFrames().text(0x00181164, "DS", "0.1\\0.2"), "Imager Pixel Spacing");
    requireRefused(twoFrames().text(0x00182010, "DS", "0.1\\0.2"), "Scanned Pixel Spacing");
    requireRefused(twoFrames().text(0x00280034, "IS", "1\\2"), "Pixel Aspect Ratio", remedy);
    requireRefused(twoFrames().sequence(SHARED, spacing("1\\2")), "Pixel Spacing", "[1.0, 2.0]");
    TestDicom ofTheSecond = twoFrames().sequence(PER_FRAME, spacing("1\\1"), spacing("1\\2"));
    assertEquals(2, open(ofTheSecond).frame(1).values().length);
    requireRefused(ofTheSecond, "Pixel Spacing", "[1.0, 2.0]");
  }

  @Test
  void twoOfAKindAreRefused() {
    requireRefused(
        twoFrames().rescale("1", "0").sequence(SHARED, slope("2", "-100")),
        "Rescale Slope",
        "one rescaling");
    requireRefused(
        twoFrames().window("1", "10").sequence(SHARED, voi("5", "6")), "windows in one place");
    requireRefused(
        twoFrames()
            .sequence(SHARED, slope("2", "0"))
            .sequence(PER_FRAME, slope("3", "0"), slope("4", "0")),
        "one item of (0028,9145)",
        "for frame 1",
        "found 2");
    requireRefused(
        twoFrames().sequence(PER_FRAME, slope("3", "0")), "an item for each of 2 frames");
    requireRefused(
        twoFrames().sequence(SHARED, slope("3", "0"), slope("3", "0")), "expected one item");
  }
}
