package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Overlap;
import org.pigdiffusion.evaluation.PairSet;

class SegmenterTest {
  @TempDir Path folder;

  /** Images whose lesion is bright, of another size and place in each. */
  private static PairSet squares(int count) {
    Shape shape = new Shape(count, 1, 16, 16);
    float[] x = new float[shape.size()];
    float[] y = new float[shape.size()];
    for (int i = 0; i < x.length; i++) {
      int n = i / 256;
      int row = i / 16 % 16;
      int column = i % 16;
      int side = 4 + n % 4;
      int top = 1 + n % 7;
      boolean inside =
          row >= top && row < top + side && column >= 9 - top && column < 9 - top + side;
      x[i] = inside ? 1 : -1;
      y[i] = (inside ? 0.6f : -0.4f) + 0.1f * ((row + column) % 3);
    }
    return new PairSet(Tensor.adopt(shape, x), Tensor.adopt(shape, y));
  }

  @Test
  void learnsToFindWhatIsBrightAndIsKeptInAFile() throws IOException {
    PairSet pairs = squares(24);
    Path file = folder.resolve("segmenter.params");
    Tensor masks;
    try (Segmenter segmenter = Segmenter.train(pairs, 60, 1)) {
      double dice = Overlap.pooled(segmenter.overlaps(pairs)).dice();
      assertTrue(dice > 0.9, "Dice " + dice);
      masks = segmenter.segment(pairs.y());
      segmenter.save(file);
    }
    assertEquals(1, masks.at(0, 0, 2, 9));
    assertEquals(-1, masks.at(0, 0, 15, 0));
    try (Segmenter again = Segmenter.load(file)) {
      assertEquals(masks, again.segment(pairs.y()));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void overlapsAreCountedImageByImage() throws IOException {
    PairSet pairs = squares(8);
    PairSet mistaken = new PairSet(pairs.x().map(v -> -v), pairs.y());
    try (Segmenter segmenter = Segmenter.train(squares(24), 60, 1)) {
      List<Overlap> right = segmenter.overlaps(pairs);
      List<Overlap> wrong = segmenter.overlaps(mistaken);
      for (int i = 0; i < 8; i++) {
        long side = 4L + i % 4;
        assertEquals(side * side, right.get(i).expected());
        assertEquals(256, right.get(i).expected() + wrong.get(i).expected());
        assertEquals(right.get(i).found(), right.get(i).both() + wrong.get(i).both());
      }
      Tensor broken = pairs.y().map(v -> v > 0 ? Double.NaN : v);
      IllegalArgumentException fault =
          assertThrows(IllegalArgumentException.class, () -> segmenter.segment(broken));
      assertTrue(
          String.valueOf(fault.getMessage()).startsWith("images: expected finite values"),
          fault.getMessage());
    }
  }

  @Test
  void aNetworkIsTrainedOnceForTheSamePairs() throws IOException {
    PairSet pairs = squares(8);
    Path kept = folder.resolve("kept");
    Tensor masks;
    try (Segmenter first = Segmenter.keptIn(kept, pairs, 3, 1)) {
      masks = first.segment(pairs.y());
    }
    Path file = onlyRun(kept).resolve("segmenter.safetensors");
    FileTime written = Files.getLastModifiedTime(file);
    try (Segmenter again = Segmenter.keptIn(kept, pairs, 3, 1)) {
      assertEquals(masks, again.segment(pairs.y()));
    }
    assertEquals(written, Files.getLastModifiedTime(file));
    Segmenter.keptIn(kept, pairs, 3, 2).close();
    Segmenter.keptIn(kept, pairs, 2, 1).close();
    Segmenter.keptIn(kept, squares(9), 3, 1).close();
    try (Stream<Path> runs = Files.list(kept)) {
      assertEquals(4, runs.count());
    }
  }

  private static Path onlyRun(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all::toString);
      return all.get(0);
    }
  }

  @Test
  void annotationsThatAreNotFiniteAreNoBackground() {
    PairSet pairs = squares(1);
    PairSet broken = new PairSet(pairs.x().map(v -> v > 0 ? Double.NaN : v), pairs.y());
    String message =
        "x: expected finite values in the annotation of 'pair 0', found others; mend what made it";
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> Segmenter.train(broken, 1, 1))
            .getMessage());
    SegmenterTrainer.Builder validated =
        SegmenterTrainer.builder(pairs.source())
            .settings(SegmenterSettings.builder().steps(1).build())
            .validation(broken.source());
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, validated::train).getMessage());
  }

  @Test
  void faultyPairsAndFilesAreRefused() throws IOException {
    PairSet odd =
        new PairSet(Tensor.zeros(new Shape(2, 1, 16, 18)), Tensor.zeros(new Shape(2, 1, 16, 18)));
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> Segmenter.train(odd, 1, 1));
    assertEquals(
        "y: expected height and width that are multiples of 8, at least 16, for 4 levels, found"
            + " shape [1,1,16,18]",
        fault.getMessage());
    Path file = Files.writeString(folder.resolve("none.params"), "no network");
    assertThrows(BackendException.class, () -> Segmenter.load(file));
  }
}
