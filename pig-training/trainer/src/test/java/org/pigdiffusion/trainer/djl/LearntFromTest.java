package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.trainer.TrainingListener;

class LearntFromTest {
  @TempDir Path folder;

  /** The run of {@link TinyRun#train} learns from ten pairs of seed 1. */
  @Test
  void aRunKnowsItsTrainingPairs() {
    assertEquals(Optional.empty(), DjlPairedTrainer.learntFrom(folder, TinyRun.pairs(10, 1)));
    TinyRun.train(folder, TinyRun.config().steps(1, 1).build(), TrainingListener.none());
    assertEquals(Optional.of(true), DjlPairedTrainer.learntFrom(folder, TinyRun.pairs(10, 1)));
    assertEquals(Optional.of(false), DjlPairedTrainer.learntFrom(folder, TinyRun.pairs(10, 2)));
    assertEquals(Optional.of(false), DjlPairedTrainer.learntFrom(folder, TinyRun.pairs(9, 1)));
  }
}
