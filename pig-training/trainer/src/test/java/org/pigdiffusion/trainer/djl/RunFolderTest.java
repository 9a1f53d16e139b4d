package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.trainer.TrainingListener;

/** A folder that takes no checkpoints is told before the first step. */
class RunFolderTest {
  private static final TrainingListener NO_STEP =
      new TrainingListener() {
        @Override
        public void onStep(Step step) {
          throw new AssertionError("a step was done");
        }
      };

  @TempDir Path folder;

  private static void assertRefused(Path run, Path named) {
    TrainingException e =
        assertThrows(
            TrainingException.class,
            () -> TinyRun.train(run, TinyRun.config().steps(1, 1).build(), NO_STEP));
    assertTrue(
        e.getMessage().startsWith("run folder: checkpoints could not be written to it: " + named),
        e.getMessage());
  }

  @Test
  void aFileIsNoRunFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("run"), "a file");
    assertRefused(file, file);
    assertRefused(file.resolve("deeper"), file);
    assertEquals("a file", Files.readString(file));
  }

  /** Nothing but model y is in the way, and model x would learn for hours first. */
  @Test
  void theFolderOfTheSecondStageIsLookedAtToo() throws IOException {
    Path y = folder.resolve("run/y");
    Files.createDirectories(y.resolveSibling(""));
    Files.createSymbolicLink(y, folder.resolve("an unmounted disk"));
    assertRefused(folder.resolve("run"), y);
  }

  @Test
  void aReadOnlyPlaceIsNoRunFolder() {
    Path processes = Path.of("/proc");
    assumeTrue(Files.isDirectory(processes), "there is no such place");
    assertRefused(processes.resolve("run"), processes.resolve("run"));
  }
}
