package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.segmentation.Segmenter;
import org.pigdiffusion.segmentation.SegmenterSettings;
import org.pigdiffusion.segmentation.SegmenterTrainer;

/** The file of a segmentation network; each that is loaded segments once. */
final class SegmenterSubject implements Subject {
  @Override
  public List<Path> make(Path folder) throws IOException {
    Path file = folder.resolve("good.safetensors");
    SegmenterSettings settings =
        SegmenterSettings.builder().width(4).levels(2).steps(1).seed(1).build();
    try (Segmenter segmenter =
        SegmenterTrainer.builder(BreastPhantom.of(8, 1, TinyModels.SIDE))
            .settings(settings)
            .train()) {
      segmenter.save(file);
    }
    return List.of(file);
  }

  @Override
  public byte[] damaged(Path file, byte[] whole, Random random) {
    return PlainSafetensors.damaged(whole, random);
  }

  @Override
  public Object read(Path file) throws IOException {
    Shape shape = new Shape(1, 1, TinyModels.SIDE, TinyModels.SIDE);
    try (Segmenter segmenter = Segmenter.load(file)) {
      return List.of(
          PlainSafetensors.read(file),
          segmenter.report().toString(),
          segmenter.segment(Tensor.filled(shape, 0.25f)));
    }
  }

  /** Of the same values comes the same; the report is what it says. */
  @Override
  public boolean isWhatItSays(Path file, Object read) throws IOException {
    return read.equals(read(file));
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof BackendException;
  }
}
