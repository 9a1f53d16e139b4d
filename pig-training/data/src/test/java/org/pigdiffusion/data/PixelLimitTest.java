package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.data.dicom.DicomOptions;
import org.pigdiffusion.data.dicom.TestDicom;

/** Small files that ask for much memory. */
class PixelLimitTest {
  private static final DicomOptions STANDARD = DicomOptions.standard();

  @TempDir Path folder;

  private void assertRefused(String name, byte[] bytes, String... parts) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    IOException e = assertThrows(IOException.class, () -> PixelGrid.read(file));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(name), message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp", "gif", "tiff"})
  void headersOfFiftyThousandSquaredAreRefusedByLimitAndRemedy(String format) throws IOException {
    byte[] bytes = header(format, 50_000);
    assertRefused(
        "a." + format, bytes, "100000000 pixels", "50000 x 50000", "pixelLimit", "--pixel-limit");
  }

  private static byte[] header(String format, int side) throws IOException {
    byte[] bytes = RasterBytes.written(RasterBytes.grey(2, 1, 2, 3, 4), format);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    switch (format) {
      case "png" -> {
        in.putInt(16, side).putInt(20, side).putInt(29, checksum(bytes, 12, 17));
      }
      case "jpeg" -> {
        int frame = 0;
        while ((bytes[frame] & 0xFF) != 0xFF || (bytes[frame + 1] & 0xFF) != 0xC0) {
          frame++;
        }
        in.putShort(frame + 5, (short) side).putShort(frame + 7, (short) side);
      }
      case "bmp" -> {
        in.putInt(18, Integer.reverseBytes(side)).putInt(22, Integer.reverseBytes(side));
      }
      case "gif" -> {
        short reversed = Short.reverseBytes((short) side);
        int picture = 13 + (3 << ((bytes[10] & 7) + 1));
        while (bytes[picture] != 0x2C) {
          picture++;
        }
        in.putShort(6, reversed).putShort(8, reversed);
        in.putShort(picture + 5, reversed).putShort(picture + 7, reversed);
      }
      default -> {
        return RasterBytes.tiff(side, side, Map.of(), new byte[4]);
      }
    }
    return bytes;
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, from, length);
    return (int) checksum.getValue();
  }

  @Test
  void aDicomHeaderIsHeldToTheSameLimit() throws IOException {
    Path file = TestDicom.grey(50_000, 50_000, 1).write(folder.resolve("a.dcm"));
    assertRefused("a.dcm", Files.readAllBytes(file), "100000000", "50000 x 50000", "pixelLimit");
    Path small = TestDicom.grey(2, 2, 1, 2, 3, 4).write(folder.resolve("b.dcm"));
    assertThrows(IOException.class, () -> PixelGrid.read(small, STANDARD, 3));
    assertEquals(2, PixelGrid.read(small, STANDARD, 4).width());
  }

  @Test
  void theLimitCanBeRaisedAndLowered() throws IOException {
    byte[] png = RasterBytes.written(RasterBytes.grey(5, new int[] {1, 2, 3, 4, 5}), "png");
    Path file = Files.write(folder.resolve("a.png"), png);
    assertEquals(5, PixelGrid.read(file, STANDARD, 5).width());
    IOException e = assertThrows(IOException.class, () -> PixelGrid.read(file, STANDARD, 4));
    assertTrue(String.valueOf(e.getMessage()).contains("at most 4 pixels"), e.getMessage());
    for (long none : new long[] {0, -1, Integer.MAX_VALUE, Long.MAX_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> PixelGrid.read(file, STANDARD, none));
      Preprocessing.Builder builder = Preprocessing.builder(1, 1);
      assertThrows(IllegalArgumentException.class, () -> builder.pixelLimit(none));
    }
  }

  @Test
  void aDataSetNamesTheFileThatIsTooLarge() throws IOException {
    for (String part : new String[] {"images", "masks"}) {
      byte[] png = RasterBytes.written(RasterBytes.grey(2, 0, 255, 0, 255), "png");
      Files.write(Files.createDirectory(folder.resolve(part)).resolve("a.png"), png);
    }
    Preprocessing.Builder settings = Preprocessing.builder(2, 2).pixelLimit(3);
    InvalidDataException e =
        assertThrows(InvalidDataException.class, () -> PairData.folder(folder, settings.build()));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("images/a.png: UNREADABLE: expected at most 3 pixels"), message);
    assertTrue(message.contains("masks/a.png: UNREADABLE: expected at most 3 pixels"), message);
    assertEquals(1, PairData.folder(folder, settings.pixelLimit(4).build()).size());
    assertEquals(4, settings.build().toBuilder().build().pixelLimit());
  }

  @Test
  void aTiffThatEndsBeforeItsTagsIsToldInWords() throws IOException {
    byte[] whole = RasterBytes.tiff(100, 100, Map.of(), new byte[10_000]);
    for (int length = 5; length < 150; length++) {
      assertRefused("a.tif", Arrays.copyOf(whole, length), "damaged");
    }
    // As most writers do it, the tags come behind the pixels.
    byte[] late = new byte[1000];
    ByteBuffer.wrap(late).put(whole, 0, 4).putInt(Integer.reverseBytes(100_000_000));
    assertRefused("a.tif", late, "cut off or damaged");
  }

  @Test
  void aTileIsHeldToTheLimitAsThePictureIs() throws IOException {
    Map<Integer, long[]> tiles =
        Map.of(
            322, new long[] {60_000},
            323, new long[] {60_000},
            324, new long[] {8},
            325, new long[] {4});
    assertRefused("a.tif", RasterBytes.tiff(2, 2, tiles, new byte[4]), "60000 x 60000");
  }

  @Test
  void whatALengthOfAnElementClaimsIsNotTakenOnTrust() throws IOException {
    byte[] element = {0x08, 0, 0x18, 0, 'O', 'B', 0, 0, (byte) 0xF0, -1, -1, 0x7F};
    byte[] alone = Arrays.copyOf(new byte[128], 144);
    System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, alone, 128, 4);
    System.arraycopy(element, 0, alone, 132, 12);
    assertRefused("a.dcm", alone, "byte 132");
    byte[] good = Files.readAllBytes(TestDicom.empty().write(folder.resolve("b.dcm")));
    byte[] claimed = Arrays.copyOf(good, good.length + 12);
    System.arraycopy(element, 0, claimed, good.length, 12);
    assertRefused("c.dcm", claimed, "byte " + good.length, "at most 0", "2147483632");
  }

  /** 64 MB of heap are enough to refuse the one, and to read the other. */
  @Test
  void smallFilesTakeLittleMemory() throws Exception {
    Path bomb = Files.write(folder.resolve("bomb.png"), png(12_000, zeros(18_012_000L)));
    assertTrue(Files.size(bomb) < 150_000);
    byte[] plain = png(8, zeros(16));
    byte[] zeros = zeros(600L << 20);
    for (String chunk : new String[] {"zTXt", "iCCP"}) {
      byte[] start = "a\0\0".getBytes(StandardCharsets.US_ASCII);
      byte[] text = Arrays.copyOf(start, 3 + zeros.length);
      System.arraycopy(zeros, 0, text, 3, zeros.length);
      Files.write(folder.resolve(chunk + ".png"), RasterBytes.withChunk(plain, chunk, text));
    }
    byte[] palette = RasterBytes.withChunk(plain, "PLTE", new byte[6]);
    palette[25] = 3;
    ByteBuffer.wrap(palette).putInt(29, checksum(palette, 12, 17));
    byte[] text =
        Arrays.copyOf("a\0\1\0\0\0".getBytes(StandardCharsets.US_ASCII), zeros.length + 6);
    System.arraycopy(zeros, 0, text, 6, zeros.length);
    Files.write(folder.resolve("iTXt.png"), RasterBytes.withChunk(palette, "iTXt", text));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-Djava.awt.headless=true",
            PixelLimitTest.class.getName(),
            folder.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Path said = folder.resolve("said");
    Process child = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertTrue(child.waitFor(2, TimeUnit.MINUTES));
    assertEquals(0, child.exitValue(), () -> read(said));
  }

  private static String read(Path said) {
    try {
      return Files.readString(said);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** A grey picture of one bit. */
  private static byte[] png(int side, byte[] deflated) throws IOException {
    byte[] all = RasterBytes.written(RasterBytes.grey(2, 1, 2, 3, 4), "png");
    byte[] head = Arrays.copyOf(all, 33);
    ByteBuffer.wrap(head).putInt(16, side).putInt(20, side).put(24, (byte) 1);
    ByteBuffer.wrap(head).putInt(29, checksum(head, 12, 17));
    return RasterBytes.withChunk(
        RasterBytes.withChunk(head, "IEND", new byte[0]), "IDAT", deflated);
  }

  private static byte[] zeros(long count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes, new Deflater(1))) {
      byte[] block = new byte[1 << 16];
      for (long left = count; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
    return bytes.toByteArray();
  }

  /** Runs in a small heap. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (String name : new String[] {"zTXt.png", "iCCP.png", "iTXt.png"}) {
      if (PixelGrid.read(folder.resolve(name)).width() != 8) {
        throw new AssertionError(name);
      }
    }
    try {
      PixelGrid.read(folder.resolve("bomb.png"));
      throw new AssertionError("expected a refusal");
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("12000 x 12000")) {
        throw e;
      }
    }
    try {
      PixelGrid.read(folder.resolve("bomb.png"), DicomOptions.standard(), 200_000_000);
      throw new AssertionError("expected a refusal");
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("-Xmx")) {
        throw e;
      }
    }
  }
}
