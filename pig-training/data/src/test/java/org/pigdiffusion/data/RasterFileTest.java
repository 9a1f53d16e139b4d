package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RasterFileTest {
  @TempDir Path folder;

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private void assertRefused(String word, String name, byte[] bytes) throws IOException {
    Path file = file(name, bytes);
    IOException e = assertThrows(IOException.class, () -> PixelGrid.read(file));
    assertTrue(String.valueOf(e.getMessage()).contains(word), e.getMessage());
  }

  private static BufferedImage noise() {
    int[] samples = new Random(1).ints(64 * 48, 0, 256).toArray();
    return RasterBytes.grey(64, samples);
  }

  private static WritableRaster raster(int bands) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, bands, null);
    for (int band = 0; band < bands; band++) {
      int[] samples = new int[256];
      Arrays.fill(samples, 40 + 50 * band);
      raster.setSamples(0, 0, 16, 16, band, samples);
    }
    return raster;
  }

  @ParameterizedTest
  @CsvSource({
    "jpeg, 0.3",
    "jpeg, 0.5",
    "jpeg, 0.99",
    "png, 0.5",
    "png, 0.99",
    "gif, 0.5",
    "gif, 0.99",
    "bmp, 0.5",
    "bmp, 0.99",
    "tiff, 0.5",
    "tiff, 0.99"
  })
  void aFileThatIsCutOffIsRefused(String format, double kept) throws IOException {
    byte[] whole = RasterBytes.written(noise(), format);
    PixelGrid.read(file("whole." + format, whole));
    Path cut = file("cut." + format, Arrays.copyOf(whole, (int) (whole.length * kept)));
    assertThrows(IOException.class, () -> PixelGrid.read(cut));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "gif"})
  void aMissingEndMarkIsRefused(String format) throws IOException {
    byte[] whole = RasterBytes.written(noise(), format);
    assertRefused("cut off", "a." + format, Arrays.copyOf(whole, whole.length - 1));
  }

  @Test
  void bytesBehindTheEndAreNoFault() throws IOException {
    for (String format : new String[] {"jpeg", "png", "gif", "bmp"}) {
      byte[] whole = RasterBytes.written(noise(), format);
      Path file = file("a." + format, Arrays.copyOf(whole, whole.length + 7));
      assertEquals(64, PixelGrid.read(file).width());
    }
  }

  @Test
  void aDamagedPngIsToldByItsChecksum() throws IOException {
    byte[] whole = RasterBytes.written(noise(), "png");
    whole[whole.length / 2] ^= 1;
    assertRefused("checksum", "a.png", whole);
  }

  @Test
  void printingInksAreRefusedByName() throws IOException {
    byte[] cmyk = RasterBytes.jpeg(raster(4));
    assertRefused("CMYK", "plain.jpg", cmyk);
    byte[] adobe = "Adobe\0\144\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    assertRefused("CMYK", "adobe.jpg", RasterBytes.withSegment(cmyk, 0xEE, adobe));
    adobe[11] = 2;
    assertRefused("YCCK", "ycck.jpg", RasterBytes.withSegment(cmyk, 0xEE, adobe));
  }

  @Test
  void greyAndColourJpegsAreRead() throws IOException {
    assertEquals(1, PixelGrid.read(file("g.jpg", RasterBytes.jpeg(raster(1)))).channels());
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xFF0000);
    byte[] colour = RasterBytes.written(image, "jpeg");
    assertEquals(3, PixelGrid.read(file("c.jpg", colour)).channels());
  }

  /** libjpeg, and with it all viewers, takes such components for YCbCr, the JDK for RGB. */
  @Test
  void aJpegThatDoesNotTellItsColoursIsRefused() throws IOException {
    WritableRaster greyInYcbcr = raster(3);
    for (int band = 1; band < 3; band++) {
      int[] noColour = new int[256];
      Arrays.fill(noColour, 128);
      greyInYcbcr.setSamples(0, 0, 16, 16, band, noColour);
    }
    byte[] usual = RasterBytes.jpeg(greyInYcbcr);
    PixelGrid read = PixelGrid.read(file("usual.jpg", usual));
    assertEquals(read.at(0, 8, 8), read.at(1, 8, 8));
    byte[] unusual = RasterBytes.withComponents(usual, 0, 1, 2);
    assertRefused("RGB or YCbCr", "unusual.jpg", unusual);
    byte[] jfif = "JFIF\0\1\1\0\0\1\0\1\0\0".getBytes(StandardCharsets.ISO_8859_1);
    PixelGrid marked =
        PixelGrid.read(file("jfif.jpg", RasterBytes.withSegment(unusual, 0xE0, jfif)));
    assertEquals(marked.at(0, 8, 8), marked.at(1, 8, 8));
    PixelGrid rgb =
        PixelGrid.read(file("rgb.jpg", RasterBytes.withComponents(usual, 'R', 'G', 'B')));
    assertEquals(128, rgb.at(1, 8, 8), 1);
  }

  @ParameterizedTest
  @CsvSource({"0xC3, lossless", "0xC9, arithmetic", "0xF7, JPEG-LS", "0xC5, hierarchical"})
  void rareKindsOfJpegAreRefusedByName(String marker, String name) throws IOException {
    byte[] jpeg = RasterBytes.jpeg(raster(1));
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
        jpeg[i + 1] = (byte) (int) Integer.decode(marker);
      }
    }
    assertRefused(name, "a.jpg", jpeg);
  }

  @Test
  void severalFramesAreRefused() throws IOException {
    byte[] png = RasterBytes.written(noise(), "png");
    byte[] frames = ByteBuffer.allocate(8).putInt(2).array();
    assertRefused("animated", "a.png", RasterBytes.withChunk(png, "acTL", frames));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      writer.writeToSequence(new IIOImage(noise(), null, null), null);
      writer.writeToSequence(new IIOImage(noise(), null, null), null);
      writer.endWriteSequence();
    }
    assertRefused("2", "a.gif", out.toByteArray());
  }

  @Test
  void aGifOfOnePictureIsRead() throws IOException {
    int[] rows = {0, 255, 255, 0, 0, 0, 255, 255, 255, 0};
    Path file = file("a.gif", RasterBytes.written(RasterBytes.grey(2, rows), "gif"));
    float[] expected = {0, 255, 255, 0, 0, 0, 255, 255, 255, 0};
    assertArrayEquals(expected, PixelGrid.read(file).toArray());
  }

  @Test
  void aGifThatTheReaderOfTheJdkGarblesIsRefused() throws IOException {
    assertRefused(
        "interlaced", "a.gif", RasterBytes.written(RasterBytes.grey(2, 0, 0, 0, 255), "gif"));
  }

  @ParameterizedTest
  @CsvSource({
    "WebP, 52494646000000005745425056503820",
    "JPEG 2000, 0000000C6A5020200D0A870A",
    "HEIF, 0000001C6674797061766966",
    "NumPy, 934E554D50590100",
    "PDF, 255044462D312E37",
    "is empty, ''",
    "no picture, 01020304050607",
  })
  void otherFormatsAreRefusedByNameWhateverTheFileIsCalled(String name, String hex)
      throws IOException {
    assertRefused(name, "a.png", java.util.HexFormat.of().parseHex(hex));
  }

  @Test
  void aHeaderOfTooManyPixelsIsRefusedBeforeTheyAreDecoded() throws IOException {
    byte[] png = RasterBytes.written(noise(), "png");
    ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
    java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
    checksum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) checksum.getValue());
    assertRefused("60000 x 60000", "a.png", png);
  }

  @Test
  void anAlphaChannelMustBeOpaqueAndIsThenDropped() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xFF102030);
    image.setRGB(1, 0, 0xFF405060);
    Path opaque = file("o.png", RasterBytes.written(image, "png"));
    assertArrayEquals(new float[] {16, 64, 32, 80, 48, 96}, PixelGrid.read(opaque).toArray());
    image.setRGB(1, 0, 0x80405060);
    assertRefused("MaskSamples.ALPHA", "a.png", RasterBytes.written(image, "png"));
    image.setRGB(0, 0, 0x80405060);
    assertRefused("opaque", "even.png", RasterBytes.written(image, "png"));
  }

  @Test
  void aMaskMayBeInAlpha() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xFFFFFFFF);
    image.setRGB(1, 0, 0x00FFFFFF);
    Path file = file("m.png", RasterBytes.written(image, "png"));
    assertArrayEquals(new float[] {255, 0}, PixelGrid.read(file, MaskSamples.ALPHA).toArray());
    Path grey = file("g.png", RasterBytes.written(noise(), "png"));
    assertThrows(IOException.class, () -> PixelGrid.read(grey, MaskSamples.ALPHA));
  }

  @Test
  void aMaskMayBeInThePalette() throws IOException {
    // The first colours of PASCAL VOC: black, maroon, green.
    byte[] red = {0, (byte) 128, 0};
    byte[] green = {0, 0, (byte) 128};
    IndexColorModel voc = new IndexColorModel(8, 3, red, green, new byte[3]);
    BufferedImage image = new BufferedImage(1, 6, BufferedImage.TYPE_BYTE_INDEXED, voc);
    int[] classes = {2, 0, 1, 1, 0, 2};
    image.getRaster().setSamples(0, 0, 1, 6, 0, classes);
    for (String format : new String[] {"png", "gif"}) {
      Path file = file("m." + format, RasterBytes.written(image, format));
      assertEquals(3, PixelGrid.read(file).channels());
      PixelGrid indices = PixelGrid.read(file, MaskSamples.PALETTE_INDEX);
      assertArrayEquals(new float[] {2, 0, 1, 1, 0, 2}, indices.toArray());
      LabelMap labels = MaskEncoding.classes(0, 2, 1).labels(indices);
      assertEquals(1, labels.at(0, 0));
    }
    Path grey = file("g.png", RasterBytes.written(noise(), "png"));
    assertThrows(IOException.class, () -> PixelGrid.read(grey, MaskSamples.PALETTE_INDEX));
  }
}
