package org.pigdiffusion.data;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  /** Stored as these rows of three; upright as TIFF 6.0 has it, tag 274, from 1 to 8. */
  private static final int[] STORED = {0, 40, 80, 120, 160, 200};

  private static final float[][] UPRIGHT = {
    {0, 40, 80, 120, 160, 200},
    {80, 40, 0, 200, 160, 120},
    {200, 160, 120, 80, 40, 0},
    {120, 160, 200, 0, 40, 80},
    {0, 120, 40, 160, 80, 200},
    {120, 0, 160, 40, 200, 80},
    {200, 80, 160, 40, 120, 0},
    {80, 200, 40, 160, 0, 120},
  };

  @TempDir Path folder;

  private static void assertUpright(int orientation, PixelGrid grid) {
    assertEquals(orientation < 5 ? 2 : 3, grid.height());
    assertEquals(orientation < 5 ? 3 : 2, grid.width());
    assertArrayEquals(UPRIGHT[orientation - 1], grid.toArray(), "orientation " + orientation);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPngIsTurnedByItsExifChunk(int orientation) throws IOException {
    byte[] png = RasterBytes.written(RasterBytes.grey(3, STORED), "png");
    Path file =
        Files.write(
            folder.resolve("a.png"),
            RasterBytes.withChunk(png, "eXIf", RasterBytes.exif(orientation)));
    assertUpright(orientation, PixelGrid.read(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aTiffIsTurnedByItsTag(int orientation) throws IOException {
    byte[] pixels = {0, 40, 80, 120, (byte) 160, (byte) 200};
    byte[] tiff =
        RasterBytes.tiff(3, 2, Map.of(RasterBytes.ORIENTATION, new long[] {orientation}), pixels);
    assertUpright(orientation, PixelGrid.read(Files.write(folder.resolve("a.tif"), tiff)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aJpegIsTurnedByItsExifSegment(int orientation) throws IOException {
    // Blocks of 8x8 pixels of one value, which JPEG keeps nearly.
    int[] samples = new int[16 * 24];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = STORED[i / 24 / 8 * 3 + i % 24 / 8];
    }
    byte[] jpeg = RasterBytes.written(RasterBytes.grey(24, samples), "jpeg");
    Path file =
        Files.write(
            folder.resolve("a.jpg"),
            RasterBytes.withSegment(jpeg, 0xE1, RasterBytes.exifSegment(orientation)));
    PixelGrid grid = PixelGrid.read(file);
    int columns = orientation < 5 ? 3 : 2;
    assertEquals(8 * columns, grid.width());
    for (int i = 0; i < 6; i++) {
      float value = grid.at(0, i / columns * 8 + 4, i % columns * 8 + 4);
      assertEquals(UPRIGHT[orientation - 1][i], value, 3, "orientation " + orientation);
    }
  }

  @Test
  void aMaskIsTurnedLikeAnImage() throws IOException {
    byte[] png = RasterBytes.written(RasterBytes.grey(2, 0, 255, 0, 0), "png");
    Path file =
        Files.write(
            folder.resolve("m.png"), RasterBytes.withChunk(png, "eXIf", RasterBytes.exif(3)));
    LabelMap labels = MaskEncoding.binary().labels(PixelGrid.read(file, MaskSamples.GREY));
    assertEquals(1, labels.at(1, 0));
  }

  @Test
  void anUndefinedOrientationSaysNothingAndABrokenBlockIsRefused() throws IOException {
    byte[] png = RasterBytes.written(RasterBytes.grey(3, STORED), "png");
    Path zero =
        Files.write(
            folder.resolve("z.png"), RasterBytes.withChunk(png, "eXIf", RasterBytes.exif(0)));
    assertUpright(1, PixelGrid.read(zero));
    Path broken =
        Files.write(
            folder.resolve("b.png"), RasterBytes.withChunk(png, "eXIf", new byte[] {1, 2, 3}));
    IOException e = assertThrows(IOException.class, () -> PixelGrid.read(broken));
    assertTrue(String.valueOf(e.getMessage()).contains("EXIF"), e.getMessage());
  }
}
