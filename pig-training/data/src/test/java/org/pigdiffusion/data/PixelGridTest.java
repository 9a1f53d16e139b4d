package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelGridTest {
  private static final IntensityRange BYTE = new IntensityRange(0, 255);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif", "a.tiff", "A.PNG"})
  void sixteenBitsKeepTheirDepth(String name) throws IOException {
    Path file = TestPictures.grey(folder.resolve(name), 16, 3, 0, 1, 255, 256, 40000, 65535);
    PixelGrid grid = PixelGrid.read(file);
    assertEquals(new IntensityRange(0, 65535), grid.nominal());
    assertArrayEquals(new float[] {0, 1, 255, 256, 40000, 65535}, grid.toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif", "a.bmp"})
  void eightBitsAreReadAsStored(String name) throws IOException {
    // A reader that went through getRGB would brighten the dark levels by a gamma curve.
    Path file = TestPictures.grey(folder.resolve(name), 8, 2, 0, 10, 100, 255);
    assertArrayEquals(new float[] {0, 10, 100, 255}, PixelGrid.read(file).toArray());
  }

  @Test
  void valuesThatAreNoNumbersAreRefused() {
    for (float odd : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      assertTrue(
          String.valueOf(
                  assertThrows(
                          IllegalArgumentException.class, () -> PixelGrid.of(1, 1, 2, BYTE, 3, odd))
                      .getMessage())
              .startsWith("values: expected finite values, found " + odd));
    }
  }

  @Test
  void jpegIsReadNearly() throws IOException {
    Path file = TestPictures.grey(folder.resolve("a.jpg"), 8, 8, new int[64]);
    assertEquals(0, PixelGrid.read(file).at(0, 3, 3), 2);
    assertEquals(1, PixelGrid.read(file).channels());
  }

  @Test
  void aBilevelPngIsBlackAndWhite() throws IOException {
    BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.getRaster().setSample(8, 0, 0, 1);
    PixelGrid grid = PixelGrid.read(TestPictures.write(folder.resolve("m.png"), image));
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 0, 0, 0, 255}, grid.toArray());
  }

  @Test
  void brokenFilesAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("t.png"), "no picture");
    assertThrows(IOException.class, () -> PixelGrid.read(text));
    Path whole = TestPictures.ramp(folder.resolve("w.png"), 32, 32);
    Files.write(whole, java.util.Arrays.copyOf(Files.readAllBytes(whole), 120));
    assertThrows(IOException.class, () -> PixelGrid.read(whole));
    assertThrows(IOException.class, () -> PixelGrid.read(folder.resolve("none.png")));
  }

  @Test
  void shrinkingAveragesExactlyTheAreaCovered() {
    PixelGrid grid = PixelGrid.of(1, 2, 4, BYTE, 1, 3, 10, 20, 5, 7, 30, 40);
    assertArrayEquals(new float[] {4, 25}, grid.resize(1, 2).toArray(), 1e-5f);
    // 3 pixels into 2: the middle one is shared half and half.
    PixelGrid three = PixelGrid.of(1, 1, 3, BYTE, 3, 6, 12);
    assertArrayEquals(new float[] {4, 10}, three.resize(1, 2).toArray(), 1e-5f);
  }

  @Test
  void shrinkingKeepsTheMean() {
    float[] values = new float[7 * 11];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = i * i % 97;
      sum += values[i];
    }
    float[] small = PixelGrid.of(1, 7, 11, BYTE, values).resize(3, 4).toArray();
    double smallSum = 0;
    for (float value : small) {
      smallSum += value;
    }
    assertEquals(sum / values.length, smallSum / small.length, 1e-4);
  }

  @Test
  void enlargingInterpolates() {
    PixelGrid two = PixelGrid.of(1, 1, 2, BYTE, 0, 8);
    assertArrayEquals(new float[] {0, 2, 6, 8}, two.resize(1, 4).toArray(), 1e-5f);
  }

  @Test
  void whatLiesOutsideIsNoPixelOfAnotherRow() {
    PixelGrid grid = PixelGrid.of(1, 2, 3, new IntensityRange(0, 255), 1, 2, 3, 4, 5, 6);
    assertEquals(4, grid.at(0, 1, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> grid.at(0, 0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> grid.at(0, -1, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> grid.at(1, -2, 0));
    LabelMap labels = LabelMap.of(2, 3, 1, 2, 3, 4, 5, 6);
    assertEquals(4, labels.at(1, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> labels.at(0, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> labels.at(2, -1));
  }

  @ParameterizedTest
  @CsvSource({"0,4", "4,-1", "65536,65536", "46341,46341", "1,2147483647"})
  void sizesThatNoPictureHasAreRefused(int height, int width) {
    PixelGrid grid = PixelGrid.of(1, 2, 3, BYTE, 1, 2, 3, 4, 5, 6);
    String message =
        assertThrows(IllegalArgumentException.class, () -> grid.resize(height, width)).getMessage();
    assertTrue(String.valueOf(message).startsWith("size: expected"), message);
    if (height != 1) {
      LabelMap labels = LabelMap.of(2, 3, 1, 2, 3, 4, 5, 6);
      assertThrows(IllegalArgumentException.class, () -> labels.resize(height, width));
    }
  }

  @Test
  void aRegionFarOutsideIsRefused() {
    PixelGrid grid = PixelGrid.of(1, 2, 3, BYTE, 1, 2, 3, 4, 5, 6);
    assertThrows(
        IllegalArgumentException.class, () -> grid.crop(new Region(Integer.MAX_VALUE, 0, 1, 1)));
    assertThrows(
        IllegalArgumentException.class, () -> grid.crop(new Region(0, Integer.MAX_VALUE, 1, 1)));
  }

  @Test
  void channelsAreConverted() {
    PixelGrid rgb = PixelGrid.of(3, 1, 1, BYTE, 100, 50, 200);
    assertEquals(29.9 + 29.35 + 22.8, rgb.as(ImageChannels.LUMINANCE).at(0, 0, 0), 1e-3);
    PixelGrid equal = PixelGrid.of(3, 1, 2, BYTE, 7, 8, 7, 8, 7, 8);
    assertArrayEquals(new float[] {7, 8}, equal.as(ImageChannels.GREY).toArray());
    PixelGrid grey = PixelGrid.of(1, 1, 1, BYTE, 9);
    assertArrayEquals(new float[] {9, 9, 9}, grey.as(ImageChannels.RGB).toArray());
  }
}
