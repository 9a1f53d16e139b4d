package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiffFileTest {
  @TempDir Path folder;

  private PixelGrid read(byte[] tiff) throws IOException {
    return PixelGrid.read(Files.write(folder.resolve("a.tif"), tiff));
  }

  private void assertRefused(String word, byte[] tiff) {
    IOException e = assertThrows(IOException.class, () -> read(tiff));
    assertTrue(String.valueOf(e.getMessage()).contains(word), e.getMessage());
  }

  /** Tag, value, tag, value and so on; a value stands for one number. */
  private static Map<Integer, long[]> tags(int... tagsAndValues) {
    Map<Integer, long[]> tags = new HashMap<>();
    for (int i = 0; i < tagsAndValues.length; i += 2) {
      tags.put(tagsAndValues[i], new long[] {tagsAndValues[i + 1]});
    }
    return tags;
  }

  private static byte[] shorts(ByteOrder order, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(order);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return bytes.array();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void signedSamplesKeepTheirSign(boolean bigEndian, boolean bigTiff) throws IOException {
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] pixels = shorts(order, -32768, -1, 0, 1000);
    byte[] tiff =
        RasterBytes.tiff(
            order, bigTiff, 2, 2, tags(RasterBytes.BITS, 16, RasterBytes.SAMPLE_FORMAT, 2), pixels);
    PixelGrid grid = read(tiff);
    assertArrayEquals(new float[] {-32768, -1, 0, 1000}, grid.toArray());
    assertEquals(new IntensityRange(-32768, 32767), grid.nominal());
  }

  @Test
  void signedBytesKeepTheirSign() throws IOException {
    PixelGrid grid =
        read(
            RasterBytes.tiff(3, 1, tags(RasterBytes.SAMPLE_FORMAT, 2), new byte[] {-128, -1, 127}));
    assertArrayEquals(new float[] {-128, -1, 127}, grid.toArray());
    assertEquals(new IntensityRange(-128, 127), grid.nominal());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void floatingPointIsNotClipped(boolean bigTiff) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    pixels.putFloat(-7.5f).putFloat(0.25f).putFloat(300);
    byte[] tiff =
        RasterBytes.tiff(
            ByteOrder.LITTLE_ENDIAN,
            bigTiff,
            3,
            1,
            tags(RasterBytes.BITS, 32, RasterBytes.SAMPLE_FORMAT, 3),
            pixels.array());
    PixelGrid grid = read(tiff);
    assertArrayEquals(new float[] {-7.5f, 0.25f, 300}, grid.toArray());
    assertEquals(new IntensityRange(-7.5, 300), grid.nominal());
  }

  @Test
  void aFloatingPointMaskOfOnesIsAllLesion() throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    pixels.putFloat(1).putFloat(1);
    PixelGrid grid =
        read(
            RasterBytes.tiff(
                2, 1, tags(RasterBytes.BITS, 32, RasterBytes.SAMPLE_FORMAT, 3), pixels.array()));
    assertEquals(2, MaskEncoding.nearlyBinary(0.5, 0.1).labels(grid).lesionPixels());
  }

  @Test
  void valuesThatAreNotNumbersAreRefused() {
    ByteBuffer pixels = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    pixels.putFloat(1).putFloat(Float.NaN);
    assertRefused(
        "finite",
        RasterBytes.tiff(
            2, 1, tags(RasterBytes.BITS, 32, RasterBytes.SAMPLE_FORMAT, 3), pixels.array()));
  }

  @Test
  void zeroMayBeWhite() throws IOException {
    PixelGrid grid =
        read(RasterBytes.tiff(2, 1, tags(RasterBytes.PHOTOMETRIC, 0), new byte[] {0, (byte) 200}));
    assertArrayEquals(new float[] {255, 55}, grid.toArray());
    assertRefused(
        "0 for white",
        RasterBytes.tiff(
            2,
            1,
            tags(RasterBytes.PHOTOMETRIC, 0, RasterBytes.SAMPLE_FORMAT, 2),
            new byte[] {0, 1}));
  }

  @ParameterizedTest
  @CsvSource({"5, CMYK", "8, Lab", "9, Lab", "32803, raw camera", "32845, logarithmic", "4, 4"})
  void otherColourSpacesAreRefusedByName(int photometric, String name) {
    assertRefused(
        name,
        RasterBytes.tiff(
            2, 1, tags(RasterBytes.PHOTOMETRIC, photometric, RasterBytes.SAMPLES, 1), new byte[2]));
  }

  @Test
  void moreSamplesThanColoursAndAlphaAreRefused() {
    Map<Integer, long[]> five = tags(RasterBytes.PHOTOMETRIC, 2, RasterBytes.SAMPLES, 5);
    five.put(RasterBytes.BITS, new long[] {8, 8, 8, 8, 8});
    five.put(RasterBytes.EXTRA_SAMPLES, new long[] {0, 0});
    assertRefused("found 5", RasterBytes.tiff(1, 1, five, new byte[5]));
    Map<Integer, long[]> three = tags(RasterBytes.SAMPLES, 3);
    three.put(RasterBytes.BITS, new long[] {8, 8, 8});
    three.put(RasterBytes.EXTRA_SAMPLES, new long[] {0, 0});
    assertRefused("found 3", RasterBytes.tiff(1, 1, three, new byte[3]));
  }

  @Test
  void anAlphaSampleMustBeOpaque() throws IOException {
    Map<Integer, long[]> tags = tags(RasterBytes.SAMPLES, 2, RasterBytes.EXTRA_SAMPLES, 2);
    tags.put(RasterBytes.BITS, new long[] {8, 8});
    byte[] pixels = {10, -1, 20, -1};
    assertArrayEquals(new float[] {10, 20}, read(RasterBytes.tiff(2, 1, tags, pixels)).toArray());
    pixels[1] = 0;
    assertRefused("opaque", RasterBytes.tiff(2, 1, tags, pixels));
  }

  @Test
  void aPaletteIsLookedUp() throws IOException {
    long[] map = new long[3 * 256];
    map[1] = 0xFFFF;
    map[256 + 2] = 0xFFFF;
    Map<Integer, long[]> tags = tags(RasterBytes.PHOTOMETRIC, 3);
    tags.put(RasterBytes.COLOUR_MAP, map);
    byte[] tiff = RasterBytes.tiff(2, 1, tags, new byte[] {1, 2});
    assertArrayEquals(new float[] {255, 0, 0, 255, 0, 0}, read(tiff).toArray());
    Path file = Files.write(folder.resolve("m.tif"), tiff);
    assertArrayEquals(
        new float[] {1, 2}, PixelGrid.read(file, MaskSamples.PALETTE_INDEX).toArray());
  }

  @ParameterizedTest
  @CsvSource({"32, 1, [32]", "32, 2, [32]", "12, 1, [12]", "16, 6, [6]", "64, 1, [64]"})
  void otherDepthsAreRefused(int bits, int format, String found) {
    assertRefused(
        found,
        RasterBytes.tiff(
            2, 1, tags(RasterBytes.BITS, bits, RasterBytes.SAMPLE_FORMAT, format), new byte[16]));
  }

  @ParameterizedTest
  @CsvSource({"50000, Zstandard", "34712, JPEG 2000", "6, old style", "9999, 9999"})
  void otherCompressionsAreRefusedByName(int compression, String name) {
    assertRefused(
        name, RasterBytes.tiff(2, 1, tags(RasterBytes.COMPRESSION, compression), new byte[2]));
  }

  @Test
  void aStackIsRefused() {
    assertRefused("pages", RasterBytes.tiff(2, 1, tags(32997, 3), new byte[6]));
    byte[] one = RasterBytes.tiff(2, 1, tags(), new byte[2]);
    byte[] two = java.util.Arrays.copyOf(one, one.length + 200);
    // The second page is the first one's table again, behind the pixels.
    ByteBuffer bytes = ByteBuffer.wrap(two).order(ByteOrder.LITTLE_ENDIAN);
    int entries = bytes.getShort(8);
    bytes.putInt(10 + 12 * entries, one.length);
    bytes.put(one.length, one, 8, 2 + 12 * entries);
    assertRefused("2 pages", two);
  }

  @Test
  void pixelsThatLieBeyondTheFileAreRefused() {
    byte[] whole = RasterBytes.tiff(4, 4, tags(), new byte[16]);
    assertRefused("cut off", java.util.Arrays.copyOf(whole, whole.length - 1));
    assertRefused("too short", RasterBytes.tiff(4, 4, tags(), new byte[15]));
  }

  /** The decoder says "/ by zero", "class [I cannot be cast to class [B" and the like. */
  @ParameterizedTest
  @CsvSource({
    "278, 0, ''", // no rows a strip
    "278, 1, ''", // more strips than there are
    "34675, 0, ''", // a number for a colour profile
    "266, 0, ''", // no order of bits
    "259, 5, ' (the decoder says: Corrupted TIFF LZW: code 256 (table size: 258))'"
  })
  void whatTheDecoderCannotReadIsToldInWords(int tag, int value, String said) {
    byte[] tiff = RasterBytes.tiff(4, 4, tags(tag, value), new byte[16]);
    IOException e = assertThrows(IOException.class, () -> read(tiff));
    assertEquals(
        folder.resolve("a.tif")
            + ": is cut off, damaged, or of a kind that is not read: the pixels of the TIFF file"
            + " cannot be decoded"
            + said,
        e.getMessage());
  }

  /** The type of a tag is the number 3 of these files, 16 bits; 2 are letters. */
  @Test
  void aTagOfLettersForNumbersIsRefused() {
    long[] letters = {8, 8, 8, 8, 8};
    byte[] tiff = RasterBytes.tiff(2, 1, Map.of(RasterBytes.BITS, letters), new byte[2]);
    ByteBuffer bytes = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 10; at < 10 + 12 * bytes.getShort(8); at += 12) {
      if (bytes.getShort(at) == RasterBytes.BITS) {
        bytes.putShort(at + 2, (short) 2);
      }
    }
    assertRefused("TIFF tag 258 holds no numbers", tiff);
  }

  @Test
  void aStackOfMorePagesThanANumberHoldsIsRefused() {
    String text = "ImageJ=1\nimages=" + "9".repeat(30) + "\0";
    long[] pairs = new long[text.length() / 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = text.charAt(2 * i) + 256L * text.charAt(2 * i + 1);
    }
    byte[] tiff = RasterBytes.tiff(2, 1, Map.of(270, pairs), new byte[2]);
    ByteBuffer bytes = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 10; at < 10 + 12 * bytes.getShort(8); at += 12) {
      if (bytes.getShort(at) == 270) {
        bytes.putShort(at + 2, (short) 2).putInt(at + 4, text.length());
      }
    }
    assertRefused("pages: save the one that is meant", tiff);
  }
}
