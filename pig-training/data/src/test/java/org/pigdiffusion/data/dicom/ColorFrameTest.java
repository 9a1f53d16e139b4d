package org.pigdiffusion.data.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ColorFrameTest extends DicomTestBase {
  @Test
  void samplesMayLieBesideOrBehindEachOther() throws IOException {
    TestDicom made = TestDicom.color("RGB", 1, 2, 1, 2, 3, 4, 5, 6);
    DicomPicture picture = open(made).frame(1);
    assertEquals(3, picture.channels());
    assertEquals(255, picture.high());
    assertArrayEquals(new float[] {1, 4, 2, 5, 3, 6}, picture.values());
    made.words(0x00280006, "US", 1);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, values(made));
  }

  /** Values of pydicom 3.0.2's convert_color_space for the same eight pixels. */
  @Test
  void luminanceAndColourDifferencesBecomeRgb() throws IOException {
    TestDicom made =
        TestDicom.color(
            "YBR_FULL",
            2,
            4,
            76,
            85,
            255,
            150,
            44,
            21,
            29,
            255,
            107,
            255,
            128,
            128,
            0,
            128,
            128,
            128,
            0,
            0,
            200,
            250,
            10,
            16,
            16,
            240);
    assertArrayEquals(
        new float[] {
          254, 0, 0, 255, 0, 0, 35, 173, // red
          0, 255, 0, 255, 0, 255, 242, 0, // green
          0, 1, 254, 255, 0, 0, 255, 0 // blue
        },
        values(made));
    requireRefused(made.bits(8, 7, 6, 0), "Bits Stored", "8 for YBR_FULL");
  }

  @Test
  void colourThatTwoPixelsShareIsThatOfBoth() throws IOException {
    TestDicom made = TestDicom.color("YBR_FULL_422", 1, 4, 10, 20, 128, 128, 30, 40, 128, 128);
    assertArrayEquals(new float[] {10, 20, 30, 40, 10, 20, 30, 40, 10, 20, 30, 40}, values(made));
    requireRefused(
        TestDicom.color("YBR_FULL_422", 1, 3, 10, 20, 128, 128, 30, 40),
        "an even number of columns");
  }

  /** Values of pydicom 3.0.2's apply_color_lut. */
  @Test
  void aPaletteIsLookedUp() throws IOException {
    TestDicom made =
        TestDicom.grey(1, 5)
            .text(0x00280004, "CS", "PALETTE COLOR")
            .bits(8, 8, 7, 0)
            .bytes(0x7FE00010, "OB", 0, 1, 2, 3, 200);
    int[][] entries = {{0, 10, 20, 21}, {30, 40, 50, 51}, {60, 70, 254, 255}};
    for (int c = 0; c < 3; c++) {
      made.words(0x00281101 + c, "US", 4, 1, 8).bytes(0x00281201 + c, "OW", entries[c]);
    }
    float[] expected = {0, 0, 10, 20, 21, 30, 30, 40, 50, 51, 60, 60, 70, 254, 255};
    assertArrayEquals(expected, values(made));
    assertArrayEquals(expected, values(made.syntax(TestDicom.IMPLICIT)));
    requireRefused(made.words(0x00281221, "OW", 1), "(0028,1221) Segmented Red Palette");
    requireRefused(made.without(0x00281221).without(0x00281103), "(0028,1103) Blue Palette");
  }

  @Test
  void whatColoursDoNotHaveIsRefused() {
    TestDicom made = TestDicom.color("RGB", 1, 1, 1, 2, 3);
    requireRefused(made.rescale("2", "0"), "no rescaling of colours", "slope 2.0");
    requireRefused(made.rescale("1", "0").bits(8, 8, 7, 1), "Pixel Representation", "RGB");
    requireRefused(
        TestDicom.color("YBR_ICT", 1, 1, 1, 2, 3), "Photometric Interpretation", "YBR_ICT");
    requireRefused(
        TestDicom.color("RGB", 1, 1, 1, 2, 3).without(0x00280006), "Planar Configuration");
  }
}
