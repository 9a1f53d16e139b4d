package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.twelvemonkeys.imageio.metadata.tiff.Rational;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was round in a picture of other pixels than squares would be learnt as an ellipse. */
class PixelDensityTest {
  private static final int X_RESOLUTION = 282;
  private static final int Y_RESOLUTION = 283;
  private static final BufferedImage PICTURE = RasterBytes.grey(8, new int[64]);

  @TempDir Path folder;

  private void requireRead(byte[] picture) throws IOException {
    assertEquals(8, PixelGrid.read(Files.write(folder.resolve("a.png"), picture)).width());
  }

  private void requireRefused(byte[] picture, String found) throws IOException {
    Path file = Files.write(folder.resolve("a.png"), picture);
    IOException e = assertThrows(IOException.class, () -> PixelGrid.read(file));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("a.png: expected square pixels, found " + found), message);
    assertTrue(message.contains("resample image and mask"), message);
  }

  /** What the JDK's writer makes of a pixel's width, as a share of its height. */
  private static byte[] written(String format, double widthOfHeight) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(PICTURE), null);
    IIOMetadataNode aspect = new IIOMetadataNode("PixelAspectRatio");
    aspect.setAttribute("value", Double.toString(widthOfHeight));
    IIOMetadataNode dimension = new IIOMetadataNode("Dimension");
    dimension.appendChild(aspect);
    IIOMetadataNode root = new IIOMetadataNode(IIOMetadataFormatImpl.standardMetadataFormatName);
    root.appendChild(dimension);
    metadata.mergeTree(IIOMetadataFormatImpl.standardMetadataFormatName, root);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(PICTURE, null, metadata));
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"png, 2", "png, 0.5", "jpeg, 0.5", "tiff, 2", "tiff, 0.5"})
  void whatTheWritersOfTheJdkSayIsRead(String format, double aspect) throws IOException {
    requireRead(written(format, 1));
    requireRefused(written(format, aspect), "");
  }

  @ParameterizedTest
  @CsvSource({"2835, 2835", "2835, 2820", "1, 1", "0, 0", "72, 0", "0, 1"})
  void squarePixelsAreReadInEveryFormat(int across, int down) throws IOException {
    requireRead(png(across, down));
    requireRead(jfif(across, down));
    requireRead(jpegWithExif(across, down));
    requireRead(tiff(across, down));
    requireRead(bmp(across, down));
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "1, 2", "2835, 2800"})
  void othersAreRefusedInEveryFormat(int across, int down) throws IOException {
    String found = "%d pixels per unit across and %d down".formatted(across, down);
    assertAll(
        () -> requireRefused(png(across, down), found),
        () -> requireRefused(jfif(across, down), found),
        () -> requireRefused(jpegWithExif(across, down), found),
        () -> requireRefused(tiff(across, down), found),
        () -> requireRefused(bmp(across, down), found));
  }

  @Test
  void fractionsAreToldAsDecimals() {
    PixelDensity density = new PixelDensity(new Rational(1231, 400), 0.123456, "tags");
    IOException e = assertThrows(IOException.class, density::requireSquare);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("found 3.08 pixels per unit across and 0.123 down"), message);
  }

  @Test
  void numbersOfPngAreUnsigned() throws IOException {
    requireRefused(png(-1, 1), "4294967295 pixels per unit across and 1 down");
    requireRead(png(-1, -1));
  }

  @Test
  void aChunkOfPngIsWholeAndSound() throws IOException {
    byte[] png = RasterBytes.written(PICTURE, "png");
    Path cut = folder.resolve("a.png");
    Files.write(cut, RasterBytes.withChunk(png, "pHYs", new byte[4]));
    IOException e = assertThrows(IOException.class, () -> PixelGrid.read(cut));
    assertTrue(String.valueOf(e.getMessage()).contains("pHYs has 4"), e.getMessage());
    byte[] damaged = png(1, 1);
    damaged[48] = 2;
    Files.write(cut, damaged);
    e = assertThrows(IOException.class, () -> PixelGrid.read(cut));
    assertTrue(String.valueOf(e.getMessage()).contains("wrong checksum"), e.getMessage());
  }

  /** A byte of the aspect ratio: 0 is not known, 49 is 1. */
  @Test
  void theAspectOfGifIsRead() throws IOException {
    byte[] gif = RasterBytes.written(PICTURE, "gif");
    for (int aspect : new int[] {0, 49}) {
      gif[12] = (byte) aspect;
      requireRead(gif);
    }
    for (int aspect : new int[] {17, 113, 255}) {
      gif[12] = (byte) aspect;
      requireRefused(gif, "64 pixels per unit across and %d down".formatted(aspect + 15));
    }
  }

  @Test
  void oneResolutionOfTwoSaysNothing() throws IOException {
    requireRead(RasterBytes.tiff(8, 8, Map.of(X_RESOLUTION, new long[] {300}), new byte[64]));
    requireRead(RasterBytes.tiff(8, 8, Map.of(Y_RESOLUTION, new long[] {300}), new byte[64]));
  }

  private static byte[] png(int across, int down) throws IOException {
    byte[] chunk = ByteBuffer.allocate(9).putInt(across).putInt(down).array();
    return RasterBytes.withChunk(RasterBytes.written(PICTURE, "png"), "pHYs", chunk);
  }

  private static byte[] jfif(int across, int down) throws IOException {
    ByteBuffer segment = ByteBuffer.allocate(14);
    segment.put("JFIF\0\1\1\1".getBytes(StandardCharsets.ISO_8859_1));
    segment.putShort((short) across).putShort((short) down);
    return RasterBytes.withSegment(RasterBytes.jpeg(PICTURE.getRaster()), 0xE0, segment.array());
  }

  private static byte[] jpegWithExif(int across, int down) throws IOException {
    byte[] jpeg = RasterBytes.jpeg(PICTURE.getRaster());
    return RasterBytes.withSegment(jpeg, 0xE1, RasterBytes.exifSegment(tags(across, down)));
  }

  private static byte[] tiff(int across, int down) {
    return RasterBytes.tiff(8, 8, tags(across, down), new byte[64]);
  }

  private static Map<Integer, long[]> tags(int across, int down) {
    return Map.of(X_RESOLUTION, new long[] {across}, Y_RESOLUTION, new long[] {down});
  }

  private static byte[] bmp(int across, int down) throws IOException {
    byte[] bmp = RasterBytes.written(PICTURE, "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(38, across).putInt(42, down);
    return bmp;
  }
}
