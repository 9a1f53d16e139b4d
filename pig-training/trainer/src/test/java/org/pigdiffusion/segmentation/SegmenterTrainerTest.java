package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Overlap;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TrainingException;

class SegmenterTrainerTest {
  @TempDir Path folder;

  @Test
  void learnsPhantomsFromFewImages() {
    PairSource training = BreastPhantom.of(16, 1, 64);
    PairSet unseen = PairSet.of(BreastPhantom.of(16, 5000, 64));
    SegmenterSettings settings =
        SmallSegmentation.settings()
            .steps(100)
            .learningRate(5e-3)
            .augmentation(SegmentationAugmentation.standard())
            .build();
    try (Segmenter segmenter = SegmenterTrainer.builder(training).settings(settings).train()) {
      List<Double> losses = segmenter.report().losses();
      double first = mean(losses.subList(0, 10));
      double last = mean(losses.subList(90, 100));
      double dice = Overlap.pooled(segmenter.overlaps(unseen)).dice();
      assertTrue(last < 0.75 * first, "loss from " + first + " to " + last);
      assertTrue(dice > 0.4, "Dice " + dice); // 0.54 when written
    }
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  @Test
  void learnsSeveralClasses() throws IOException {
    PairSet pairs = SmallSegmentation.classes(12);
    Path file = folder.resolve("classes.safetensors");
    Tensor found;
    try (Segmenter segmenter =
        SegmenterTrainer.builder(pairs.source())
            .settings(SmallSegmentation.settings().steps(100).learningRate(5e-3).build())
            .train()) {
      found = segmenter.segment(pairs.y());
      segmenter.save(file);
    }
    assertEquals(pairs.x().shape(), found.shape());
    byte[] expected = Labels.of(pairs.x());
    byte[] labels = Labels.of(found);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += labels[i] == expected[i] ? 1 : 0;
      float sum = 0;
      for (int channel = 0; channel < 3; channel++) {
        sum += found.at(i / 256, channel, i / 16 % 16, i % 16);
      }
      assertEquals(-1, sum, "one class for each pixel");
    }
    assertTrue(right > 0.97 * labels.length, right + " of " + labels.length);
    try (Segmenter again = Segmenter.load(file)) {
      assertEquals(found, again.segment(pairs.y()));
    }
  }

  /** Validation masks are those of the training turned over: it gets worse from some step on. */
  @Test
  void endsEarlyWithTheBestWeights() {
    PairSet pairs = SmallSegmentation.classes(12);
    PairSet swapped = new PairSet(pairs.x(), pairs.y().map(v -> -v));
    SegmenterSettings settings =
        SmallSegmentation.settings().steps(200).batchSize(4).validateEvery(5).patience(4).build();
    try (Segmenter segmenter =
        SegmenterTrainer.builder(pairs.source())
            .validation(swapped.source())
            .settings(settings)
            .train()) {
      SegmenterReport report = segmenter.report();
      assertEquals(StopReason.NO_IMPROVEMENT, report.reason());
      assertTrue(report.steps() < 200, "steps " + report.steps());
      assertEquals(report.steps() - 4 * 5, report.bestStep());
      double best = report.validations().stream().mapToDouble(v -> v.dice()).max().orElseThrow();
      double dice = dice(Labels.of(segmenter.segment(swapped.y())), Labels.of(swapped.x()));
      assertEquals(best, dice, 1e-9, "the network has the best weights, not the last");
    }
  }

  /** Mean over images of 256 pixels and classes 1 and 2, written down once more. */
  private static double dice(byte[] found, byte[] expected) {
    double sum = 0;
    for (int image = 0; image < found.length / 256; image++) {
      for (int label = 1; label <= 2; label++) {
        int both = 0;
        int all = 0;
        for (int i = image * 256; i < (image + 1) * 256; i++) {
          both += found[i] == label && expected[i] == label ? 1 : 0;
          all += (found[i] == label ? 1 : 0) + (expected[i] == label ? 1 : 0);
        }
        sum += all == 0 ? 1 : 2.0 * both / all;
      }
    }
    int images = found.length / 256;
    return sum / (2 * images);
  }

  @Test
  void patchesAndSizesFrom32To512() {
    for (int size : new int[] {32, 40, 96, 512}) {
      PairSource pairs = BreastPhantom.of(2, 1, 64);
      Tensor image = Tensor.zeros(new Shape(1, 1, size, size));
      SegmenterSettings settings =
          SmallSegmentation.settings().levels(4).steps(1).batchSize(2).patch(32).build();
      try (Segmenter segmenter = SegmenterTrainer.builder(pairs).settings(settings).train()) {
        assertEquals(image.shape(), segmenter.segment(image).shape());
        Tensor odd = Tensor.zeros(new Shape(1, 1, size, size + 4));
        assertThrows(IllegalArgumentException.class, () -> segmenter.segment(odd));
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    PairSource pairs = BreastPhantom.of(2, 1, 64);
    PairSource others = BreastPhantom.of(2, 1, 32);
    refused(
        "patch: expected height", b -> b.settings(SmallSegmentation.settings().patch(30).build()));
    refused(
        "patch: expected at most",
        b -> b.settings(SmallSegmentation.settings().patch(128).build()));
    refused("generated.x", b -> b.generated(others, PairMix.pooled()));
    refused("validation.x", b -> b.validation(SmallSegmentation.classes(1).source()));
    assertEquals(64, pairs.example(0).y().shape().height());
    assertThrows(IllegalArgumentException.class, () -> PairMix.share(1));
    assertThrows(IllegalArgumentException.class, () -> PairMix.generatedFirst(0));
    assertThrows(IllegalArgumentException.class, () -> PairMix.pooled().withLossWeight(0));
  }

  private static void refused(String message, Consumer<SegmenterTrainer.Builder> change) {
    SegmenterTrainer.Builder builder = SegmenterTrainer.builder(BreastPhantom.of(2, 1, 64));
    change.accept(builder);
    IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, builder::train);
    assertTrue(fault.getMessage().startsWith(message), fault.getMessage());
  }

  @Test
  void aLossThatIsNotFiniteIsRefused() {
    PairSet pairs = SmallSegmentation.classes(4);
    PairSet broken = new PairSet(pairs.x(), pairs.y().map(v -> Double.NaN));
    SegmenterTrainer.Builder builder =
        SegmenterTrainer.builder(broken.source())
            .settings(SmallSegmentation.settings().steps(2).build());
    TrainingException fault = assertThrows(TrainingException.class, builder::train);
    assertTrue(fault.getMessage().contains("step 1"), fault.getMessage());
  }
}
