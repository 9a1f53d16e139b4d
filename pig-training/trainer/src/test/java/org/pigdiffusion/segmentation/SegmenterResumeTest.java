package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TrainingException;

/** Trainings of a segmenter that are stopped, and go on. */
class SegmenterResumeTest {
  @TempDir Path folder;

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
            SmallSegmentation.settings()
                .steps(12)
                .batchSize(3)
                .validateEvery(4)
                .checkpointEvery(5)
                .augmentation(SegmentationAugmentation.standard())
                .build())
        .folder(run);
  }

  @Test
  void aFileIsNoFolderForCheckpointsAndThatIsToldBeforeTheFirstStep() throws IOException {
    Path file = Files.writeString(folder.resolve("run"), "a file");
    SegmenterListener noStep =
        new SegmenterListener() {
          @Override
          public void onStep(int step, int all, double loss) {
            throw new AssertionError("a step was done");
          }
        };
    SegmenterTrainer.Builder trainer = mixed(SmallSegmentation.classes(12), file).listener(noStep);
    TrainingException e = assertThrows(TrainingException.class, trainer::train);
    assertTrue(e.getMessage().contains(file + ": expected a folder"), e.getMessage());
  }

  @Test
  void interruptedAndResumedIsAsUninterrupted() throws IOException {
    PairSet pairs = SmallSegmentation.classes(12);
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
      assertEquals(
          List.of(".run.lock", "segmenter.safetensors"),
          files.map(file -> file.getFileName().toString()).sorted().toList(),
          "no checkpoint is left");
    }
  }

  @Test
  void anInterruptEndsItAtACheckpoint() {
    PairSet pairs = SmallSegmentation.classes(12);
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
  void aSecondTrainingInTheFolderIsRefusedUntilTheFirstHasEnded() {
    PairSet pairs = SmallSegmentation.classes(12);
    Path run = folder.resolve("run");
    List<String> told = new ArrayList<>();
    SegmenterListener second =
        new SegmenterListener() {
          @Override
          public void onStep(int step, int all, double loss) {
            SegmenterTrainer.Builder other = mixed(pairs, run);
            told.add(assertThrows(TrainingException.class, other::train).getMessage());
          }
        };
    mixed(pairs, run).listener(second).train().close();
    assertEquals(12, told.size());
    assertTrue(told.get(0).startsWith("run folder: " + run + ": expected to be the"), told.get(0));
    assertTrue(told.get(0).contains("found another running training; wait"), told.get(0));
    mixed(pairs, run).train().close();
  }

  @Test
  void aFolderOfAnotherTrainingIsRefused() throws IOException {
    PairSet pairs = SmallSegmentation.classes(12);
    Path run = folder.resolve("run");
    mixed(pairs, run).listener(stoppingAfter(1)).train().close();
    SegmenterTrainer.Builder other =
        mixed(pairs, run).settings(SmallSegmentation.settings().steps(13).build());
    IllegalArgumentException fault = assertThrows(IllegalArgumentException.class, other::train);
    assertTrue(fault.getMessage().contains("steps: now 13, there 12"), fault.getMessage());
    Files.writeString(run.resolve("checkpoint.safetensors"), "damaged");
    SegmenterTrainer.Builder damaged = mixed(pairs, run);
    assertThrows(BackendException.class, damaged::train);
  }
}
