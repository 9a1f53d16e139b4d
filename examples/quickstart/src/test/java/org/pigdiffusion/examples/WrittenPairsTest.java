package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
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
}
