package org.pigdiffusion.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomFileTest {
  private static final int TRANSFER_SYNTAX = 0x00020010;
  private static final int PHOTOMETRIC = 0x00280004;
  private static final int FRAMES = 0x00280008;
  private static final int BITS_STORED = 0x00280101;
  private static final int SIGNED = 0x00280103;
  private static final int WINDOW_CENTRE = 0x00281050;
  private static final int WINDOW_WIDTH = 0x00281051;
  private static final int INTERCEPT = 0x00281052;
  private static final int SLOPE = 0x00281053;

  @TempDir Path folder;

  private PixelGrid read(Map<Integer, String> tags, short... pixels) throws IOException {
    return PixelGrid.read(
        TestPictures.dicom(folder.resolve("a.dcm"), 2, pixels.length / 2, tags, pixels));
  }

  @Test
  void plainPixelsKeepTheDepthOfTheStoredBits() throws IOException {
    PixelGrid grid =
        read(Map.of(), (short) 0, (short) 1, (short) 2, (short) 300, (short) 4000, (short) 4095);
    assertEquals(2, grid.height());
    assertEquals(3, grid.width());
    assertEquals(new IntensityRange(0, 4095), grid.nominal());
    assertArrayEquals(new float[] {0, 1, 2, 300, 4000, 4095}, grid.toArray());
  }

  @Test
  void slopeAndInterceptAreApplied() throws IOException {
    PixelGrid grid =
        read(
            Map.of(SLOPE, "0.5", INTERCEPT, "-100"),
            (short) 0,
            (short) 10,
            (short) 200,
            (short) 4095);
    assertArrayEquals(new float[] {-100, -95, 0, 1947.5f}, grid.toArray());
    assertEquals(new IntensityRange(-100, 1947.5), grid.nominal());
  }

  @Test
  void signedPixelsStaySigned() throws IOException {
    PixelGrid grid =
        read(
            Map.of(SIGNED, "1", BITS_STORED, "16", INTERCEPT, "24", SLOPE, "1"),
            (short) -1024,
            (short) -1,
            (short) 0,
            (short) 3000);
    assertArrayEquals(new float[] {-1000, 23, 24, 3024}, grid.toArray());
  }

  @Test
  void bitsAboveThoseStoredAreNoPartOfThePixel() throws IOException {
    assertEquals(5, read(Map.of(), (short) 0xF005, (short) 1, (short) 2, (short) 3).at(0, 0, 0));
  }

  @Test
  void theWindowClipsAsAViewerWould() throws IOException {
    PixelGrid grid =
        read(
            Map.of(WINDOW_CENTRE, "1000.5", WINDOW_WIDTH, "201"),
            (short) 0,
            (short) 950,
            (short) 1050,
            (short) 4095);
    assertEquals(new IntensityRange(900, 1100), grid.nominal());
    assertArrayEquals(new float[] {900, 950, 1050, 1100}, grid.toArray());
  }

  @Test
  void monochrome1IsTurnedOver() throws IOException {
    PixelGrid grid =
        read(Map.of(PHOTOMETRIC, "MONOCHROME1"), (short) 0, (short) 95, (short) 4000, (short) 4095);
    assertArrayEquals(new float[] {4095, 4000, 95, 0}, grid.toArray());
  }

  @Test
  void severalFramesAreRefused() {
    IOException e = assertThrows(IOException.class, () -> read(Map.of(FRAMES, "2"), new short[8]));
    assertTrue(e.getMessage().contains("one frame"), e.getMessage());
  }

  @Test
  void compressedFilesAreRefused() {
    assertThrows(
        IOException.class,
        () -> read(Map.of(TRANSFER_SYNTAX, "1.2.840.10008.1.2.4.70"), new short[4]));
  }

  @Test
  void truncatedPixelsAreRefused() throws IOException {
    Path whole = TestPictures.dicom(folder.resolve("b.dcm"), 4, 4, Map.of(), new short[16]);
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, java.util.Arrays.copyOf(bytes, bytes.length - 5));
    assertThrows(IOException.class, () -> PixelGrid.read(whole));
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("c.dcm"), "no picture");
    IOException e = assertThrows(IOException.class, () -> PixelGrid.read(file));
    assertTrue(e.getMessage().contains("DICM"), e.getMessage());
  }
}
