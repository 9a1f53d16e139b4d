package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.picture.PixelDepth;

class WrittenPairsTest {
  @TempDir Path folder;

  private void write(String kind, Picture picture) throws IOException {
    picture.writePng(folder.resolve(kind).resolve("000007.png"));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    Tensor levels = Tensor.of(new Shape(1, 1, 1, 3), -1, 0, 1);
    write("masks", Picture.ofImage(levels, PixelDepth.EIGHT));
    assertEquals(levels, new WrittenPairs(folder, 1).mask(7));
    Tensor colours = Tensor.of(new Shape(1, 3, 1, 2), -1, 1, 1, -1, 1, 1);
    write("images", Picture.ofImage(colours, PixelDepth.EIGHT));
    assertEquals(colours, new WrittenPairs(folder, 1).image(7));
    Tensor classes = Tensor.of(new Shape(1, 4, 1, 2), -1, -1, 1, -1, -1, -1, -1, 1);
    write("masks", Picture.ofMask(classes));
    assertEquals(classes, new WrittenPairs(folder, 4).mask(7));
  }

  @Test
  void aPictureThatDiffersFromTheFirstIsRefusedByName() throws IOException {
    WrittenPairs pairs = new WrittenPairs(folder, 1);
    Picture small = Picture.ofImage(Tensor.zeros(new Shape(1, 1, 2, 2)), PixelDepth.EIGHT);
    for (long index = 7; index <= 8; index++) {
      for (String kind : List.of("images", "masks")) {
        small.writePng(file(kind, index));
      }
    }
    assertEquals(2, pairs.read(7, 2).size());
    Tensor other = Tensor.zeros(new Shape(1, 1, 2, 3));
    for (String kind : List.of("images", "masks")) {
      Picture.ofImage(other, PixelDepth.EIGHT).writePng(file(kind, 8));
      assertRefused(pairs, file(kind, 8), "expected shape [1,1,2,2]", "found [1,1,2,3]");
      small.writePng(file(kind, 8));
    }
    Tensor colours = Tensor.zeros(new Shape(1, 3, 2, 2));
    Picture.ofImage(colours, PixelDepth.EIGHT).writePng(file("masks", 8));
    assertRefused(pairs, file("masks", 8), "expected shape [1,1,2,2]", "found [1,3,2,2]");
    Picture.ofImage(other, PixelDepth.SIXTEEN).writePng(file("masks", 8));
    assertRefused(pairs, file("masks", 8), "expected values of 8 bits", "65535");
    Files.writeString(file("masks", 8), "no picture");
    assertRefused(pairs, file("masks", 8), "expected the picture of a sampled pair", "sample it");
  }

  private Path file(String kind, long index) {
    return folder.resolve(kind).resolve("00000%d.png".formatted(index));
  }

  private static void assertRefused(WrittenPairs pairs, Path file, String... parts) {
    IOException e = assertThrows(IOException.class, () -> pairs.read(7, 2));
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
  }
}
