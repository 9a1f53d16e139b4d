package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.picture.PixelDepth;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

class TrainFolderTest {
  @TempDir Path folder;

  @Test
  void trainsAPairThatOpens() throws IOException {
    PairSource pairs = BreastPhantom.of(10, 1, 64);
    for (int i = 0; i < pairs.size(); i++) {
      PairExample pair = pairs.example(i);
      Tensor image = pair.y().clamp(-1, 1);
      Picture.ofImage(image, PixelDepth.EIGHT)
          .writePng(folder.resolve("data/images/%d.png".formatted(i)));
      Picture.ofMask(pair.x()).writePng(folder.resolve("data/masks/%d.png".formatted(i)));
    }
    String run = folder.resolve("run").toString();
    TrainFolder.main(new String[] {folder.resolve("data").toString(), run, "1"});
    OnnxPair.open(folder.resolve("run/pair")).close();
  }
}
