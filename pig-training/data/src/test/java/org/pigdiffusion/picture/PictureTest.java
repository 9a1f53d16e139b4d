package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.IntensityRange;
import org.pigdiffusion.data.LabelMap;
import org.pigdiffusion.data.MaskEncoding;
import org.pigdiffusion.data.PixelGrid;
import org.pigdiffusion.data.Preprocessing;

class PictureTest {
  @TempDir Path folder;

  private Tensor writtenAndRead(Tensor image, PixelDepth depth) throws IOException {
    Path file = folder.resolve("sub/a.png");
    Picture.ofImage(image, depth).writePng(file);
    PixelGrid grid = PixelGrid.read(file);
    LabelMap noLesion =
        LabelMap.of(grid.height(), grid.width(), new int[image.shape().planeSize()]);
    return Preprocessing.builder(grid.height(), grid.width())
        .build()
        .apply("a", "a", grid, noLesion)
        .y();
  }

  @Test
  void everySixteenBitLevelComesBack() throws IOException {
    float[] levels = new float[256 * 256];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = new IntensityLevel(i, 65535).value();
    }
    Tensor image = Tensor.of(new Shape(1, 1, 256, 256), levels);
    assertArrayEquals(levels, writtenAndRead(image, PixelDepth.SIXTEEN).toArray(), 1e-7f);
  }

  @Test
  void everyEightBitLevelComesBack() throws IOException {
    float[] levels = new float[256];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = new IntensityLevel(i, 255).value();
    }
    Tensor image = Tensor.of(new Shape(1, 1, 16, 16), levels);
    assertArrayEquals(levels, writtenAndRead(image, PixelDepth.EIGHT).toArray(), 1e-7f);
  }

  private record IntensityLevel(int level, int max) {
    float value() {
      return (float) (2.0 * level / max - 1);
    }
  }

  @Test
  void coloursKeepTheirOrderInBothDepths() throws IOException {
    Tensor image = Tensor.of(new Shape(1, 3, 1, 2), -1, 1, 0, -2, 1, 2);
    for (PixelDepth depth : PixelDepth.values()) {
      Path file = folder.resolve(depth + ".png");
      Picture.ofImage(image, depth).writePng(file);
      PixelGrid grid = PixelGrid.read(file);
      int max = depth == PixelDepth.EIGHT ? 255 : 65535;
      assertEquals(new IntensityRange(0, max), grid.nominal());
      int half = (max + 1) / 2;
      assertArrayEquals(new float[] {0, max, half, 0, max, max}, grid.toArray());
    }
  }

  @Test
  void masksComeBackAsTheyWere() throws IOException {
    MaskEncoding encoding = MaskEncoding.classes(0, 128, 255);
    Tensor mask = encoding.tensor(LabelMap.of(2, 2, 0, 1, 2, 0));
    Path file = folder.resolve("m.png");
    Picture.ofMask(mask).writePng(file);
    assertEquals(mask, encoding.tensor(encoding.labels(PixelGrid.read(file))));
    Picture.ofMask(Tensor.of(new Shape(1, 1, 1, 2), -0.2f, 0.1f)).writePng(file);
    assertArrayEquals(new float[] {0, 255}, PixelGrid.read(file).toArray());
  }

  @Test
  void writingReplacesAndLeavesNoDraftBehind() throws IOException {
    Path file = folder.resolve("a.png");
    Files.writeString(file, "older");
    Picture.ofImage(Tensor.zeros(new Shape(1, 1, 3, 5)), PixelDepth.EIGHT).writePng(file);
    assertEquals(5, PixelGrid.read(file).width());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void aFailedWriteKeepsWhatWasThere() throws IOException {
    Path occupied = Files.createDirectories(folder.resolve("a.png/inside"));
    Picture picture = Picture.ofImage(Tensor.zeros(new Shape(1, 1, 3, 5)), PixelDepth.EIGHT);
    assertThrows(IOException.class, () -> picture.writePng(folder.resolve("a.png")));
    assertEquals(true, Files.isDirectory(occupied));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void batchesAndOddChannelsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Picture.ofImage(Tensor.zeros(new Shape(2, 1, 3, 3)), PixelDepth.EIGHT));
    assertThrows(
        IllegalArgumentException.class,
        () -> Picture.ofImage(Tensor.zeros(new Shape(1, 2, 3, 3)), PixelDepth.EIGHT));
  }
}
