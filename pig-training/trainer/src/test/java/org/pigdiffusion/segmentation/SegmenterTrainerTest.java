package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Overlap;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TrainingException;

class SegmenterTrainerTest {
  @TempDir Path folder;

  private static SegmenterSettings.Builder small() {
    return SegmenterSettings.builder().width(8).levels(3);
  }

  @Test
  void learnsPhantomsFromFewImages() {
    PairSource training = BreastPhantom.of(16, 1, 64);
    PairSet unseen = PairSet.of(BreastPhantom.of(16, 5000, 64));
    SegmenterSettings settings =
        small()
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

  /** Classes by brightness: dark background, a grey square, a bright one in another place. */
  private static PairSet classes(int count) {
    Shape shape = new Shape(count, 1, 16, 16);
    float[] y = new float[shape.size()];
    float[] x = new float[3 * shape.size()];
    for (int i = 0; i < y.length; i++) {
      int n = i / 256;
      int row = i / 16 % 16;
      int column = i % 16;
      int label = 0;
      if (row < 4 + n % 4 && column < 6) {
        label = 1;
      } else if (row > 8 && column > 9 - n % 3) {
        label = 2;
      }
      y[i] = label - 1 + 0.1f * ((row + column) % 3);
      for (int channel = 0; channel < 3; channel++) {
        x[(n * 3 + channel) * 256 + i % 256] = channel == label ? 1 : -1;
      }
    }
    return new PairSet(Tensor.adopt(shape.withChannels(3), x), Tensor.adopt(shape, y));
  }

  @Test
  void learnsSeveralClasses() throws IOException {
    PairSet pairs = classes(12);
    Path file = folder.resolve("classes.safetensors");
    Tensor found;
    try (Segmenter segmenter =
        SegmenterTrainer.builder(pairs.source())
            .settings(small().steps(100).learningRate(5e-3).build())
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

  /** Stops after some steps of each call. */
  private static SegmenterListener stoppingAfter(int steps) {
    return new SegmenterListener() {
      private int done;

      @Override
      public void onStep(int step, int all, double loss) {
        done++;
      }

      @Override
      public boolean isCancelled() {
        return done == steps;
      }
    };
  }

  private SegmenterTrainer.Builder mixed(PairSet pairs, Path run) {
    return SegmenterTrainer.builder(pairs.slice(0, 7).source())
        .generated(pairs.slice(7, 10).source(), PairMix.pooled().withLossWeight(0.5))
        .validation(pairs.slice(10, 12).source())
        .settings(
            small()
                .steps(12)
                .batchSize(3)
                .validateEvery(4)
                .checkpointEvery(5)
                .augmentation(SegmentationAugmentation.standard())
                .build())
        .folder(run);
  }

  @Test
  void interruptedAndResumedIsAsUninterrupted() throws IOException {
    PairSet pairs = classes(12);
    SegmenterReport whole;
    try (Segmenter segmenter = mixed(pairs, folder.resolve("whole")).train()) {
      whole = segmenter.report();
    }
    assertEquals(StopReason.STEPS_DONE, whole.reason());
    assertEquals(List.of(4, 8, 12), whole.validations().stream().map(v -> v.step()).toList());
    Path parts = folder.resolve("parts");
    for (int i = 0; i < 2; i++) {
      try (Segmenter segmenter = mixed(pairs, parts).listener(stoppingAfter(5)).train()) {
        assertEquals(StopReason.CANCELLED, segmenter.report().reason());
        assertEquals(5 * (i + 1), segmenter.report().steps());
      }
    }
    try (Segmenter segmenter = mixed(pairs, parts).train()) {
      assertEquals(whole, segmenter.report());
    }
    assertEquals(
        -1,
        Files.mismatch(
            folder.resolve("whole/segmenter.safetensors"), parts.resolve("segmenter.safetensors")));
    try (Stream<Path> files = Files.list(parts)) {
      assertEquals(1, files.count(), "no checkpoint is left");
    }
  }

  @Test
  void anInterruptEndsItAtACheckpoint() {
    PairSet pairs = classes(12);
    Thread.currentThread().interrupt();
    try (Segmenter segmenter = mixed(pairs, folder.resolve("run")).train()) {
      assertTrue(Thread.interrupted(), "the flag stays");
      assertEquals(StopReason.CANCELLED, segmenter.report().reason());
      assertEquals(1, segmenter.report().steps());
    }
    try (Segmenter segmenter = mixed(pairs, folder.resolve("run")).train()) {
      assertEquals(StopReason.STEPS_DONE, segmenter.report().reason());
    }
  }

  @Test
  void aFolderOfAnotherTrainingIsRefused() throws IOException {
    PairSet pairs = classes(12);
    Path run = folder.resolve("run");
    mixed(pairs, run).listener(stoppingAfter(1)).train().close();
    SegmenterTrainer.Builder other = mixed(pairs, run).settings(small().steps(13).build());
    IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, other::train);
    assertTrue(fault.getMessage().contains("steps: now 13, there 12"), fault.getMessage());
    Files.writeString(run.resolve("checkpoint.safetensors"), "damaged");
    SegmenterTrainer.Builder damaged = mixed(pairs, run);
    assertThrows(BackendException.class, damaged::train);
  }

  /** Validation masks are those of the training turned over: it gets worse from some step on. */
  @Test
  void endsEarlyWithTheBestWeights() {
    PairSet pairs = classes(12);
    PairSet swapped = new PairSet(pairs.x(), pairs.y().map(v -> -v));
    SegmenterSettings settings =
        small().steps(200).batchSize(4).validateEvery(5).patience(4).build();
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
      SegmenterSettings settings = small().levels(4).steps(1).batchSize(2).patch(32).build();
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
    refused("patch: expected height", b -> b.settings(small().patch(30).build()));
    refused("patch: expected at most", b -> b.settings(small().patch(128).build()));
    refused("generated.x", b -> b.generated(others, PairMix.pooled()));
    refused("validation.x", b -> b.validation(classes(1).source()));
    assertEquals(64, pairs.example(0).y().shape().height());
    assertThrows(IllegalArgumentException.class, () -> PairMix.share(1));
    assertThrows(IllegalArgumentException.class, () -> PairMix.generatedFirst(0));
    assertThrows(IllegalArgumentException.class, () -> PairMix.pooled().withLossWeight(0));
  }

  private static void refused(
      String message, java.util.function.Consumer<SegmenterTrainer.Builder> change) {
    SegmenterTrainer.Builder builder = SegmenterTrainer.builder(BreastPhantom.of(2, 1, 64));
    change.accept(builder);
    IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, builder::train);
    assertTrue(fault.getMessage().startsWith(message), fault.getMessage());
  }

  @Test
  void aLossThatIsNotFiniteIsRefused() {
    PairSet pairs = classes(4);
    PairSet broken = new PairSet(pairs.x(), pairs.y().map(v -> Double.NaN));
    SegmenterTrainer.Builder builder =
        SegmenterTrainer.builder(broken.source()).settings(small().steps(2).build());
    TrainingException fault = assertThrows(TrainingException.class, builder::train);
    assertTrue(fault.getMessage().contains("step 1"), fault.getMessage());
  }

  /** Says which of two sources each pair of the first steps came from. */
  private static String drawn(PairMix mix, int real, int generated) {
    SegmenterSettings settings = small().levels(2).batchSize(4).steps(6).build();
    LearntPairs pairs =
        new LearntPairs(
            constant(real, -0.5f), Optional.of(constant(generated, 0.5f)), mix, settings);
    StringBuilder drawn = new StringBuilder();
    for (int step = 0; step < 6; step++) {
      TrainingBatch batch = pairs.draw(step);
      for (int i = 0; i < 4; i++) {
        drawn.append(batch.images().at(i, 0, 0, 0) > 0 ? 'g' : 'r');
      }
      drawn.append(' ');
    }
    return drawn.toString().strip();
  }

  private static PairSource constant(int size, float value) {
    Tensor x = Tensor.zeros(new Shape(1, 1, 4, 4));
    Tensor y = Tensor.filled(new Shape(1, 1, 4, 4), value);
    return new PairSource() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public PairExample example(int index) {
        return new PairExample("p", "p", x, y);
      }
    };
  }

  @Test
  void generatedPairsAreMixedInAsTheMixSays() {
    assertEquals("rrrg rrrg rrrg rrrg rrrg rrrg", drawn(PairMix.pooled(), 6, 2));
    assertEquals("rgrg rgrg rgrg rgrg rgrg rgrg", drawn(PairMix.share(0.5), 6, 2));
    assertEquals("gggg gggg gggg rrrr rrrr rrrr", drawn(PairMix.generatedFirst(0.5), 6, 2));
  }

  @Test
  void aGeneratedPairWeighsLess() {
    LearntPairs pairs =
        new LearntPairs(
            constant(3, -0.5f),
            Optional.of(constant(3, 0.5f)),
            PairMix.share(0.5).withLossWeight(0.25),
            small().levels(2).batchSize(4).build());
    float[] weights = pairs.draw(0).weights();
    assertEquals(0.4f, weights[0], 1e-6f);
    assertEquals(0.1f, weights[1], 1e-6f);
    assertNotEquals(0.25f, weights[0]);
  }

  @Test
  void nothingOfAStepStaysInNativeMemory() {
    SegmentationNet net = new SegmentationNet(1, 3, 4, 3);
    PairSet images = classes(4);
    LearntPairs pairs =
        new LearntPairs(
            images.source(), Optional.empty(), PairMix.pooled(), small().batchSize(2).build());
    try (NetworkArrays network = NetworkArrays.initial(net, 1);
        NetworkArrays.AdamMoments moments =
            new NetworkArrays.AdamMoments(NetworkArrays.zeros(net), NetworkArrays.zeros(net))) {
      for (int step = 0; step < 5; step++) {
        network.learn(pairs.draw(step), moments, step, 1e-3);
        network.labels(images.y());
      }
      int parameters = net.parameters().size();
      assertEquals(parameters, network.liveArrays());
      assertEquals(parameters, moments.first().liveArrays());
      assertEquals(parameters, moments.second().liveArrays());
    }
  }
}
