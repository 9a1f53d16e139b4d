package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.LossPoint;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.unet.UNet;

class CheckpointsTest {
  static final StageSetup SETUP =
      new StageSetup(
          Role.X, new UNet(TinyRun.network()), TinyRun.config().build(), Optional.empty());

  @TempDir Path folder;

  private Checkpoints checkpoints() {
    return new Checkpoints(folder, SETUP, ImmutableMap.of("seed", "1"));
  }

  static StageState state(int step) {
    StageState state = SETUP.start();
    state.weights[0] = 0.1f * step;
    state.average[1] = step;
    state.firstMoment[2] = step;
    state.secondMoment[3] = step;
    state.best[4] = step;
    state.progress =
        new Progress(step, 1, 1 / 3.0, 1, new Plateau(Double.POSITIVE_INFINITY, 1, 0.1), true);
    for (int i = 0; i < step; i++) {
      state.trainingLoss.add(Math.PI + i);
    }
    state.validationLoss.add(new LossPoint(step, Math.E, List.of(4.0, 3.0, 2.0, 1.0)));
    return state;
  }

  @Test
  void everythingComesBack() {
    StageState written = state(5);
    checkpoints().write(written);
    StageState read = checkpoints().newest().orElseThrow();
    assertArrayEquals(written.weights, read.weights);
    assertArrayEquals(written.average, read.average);
    assertArrayEquals(written.firstMoment, read.firstMoment);
    assertArrayEquals(written.secondMoment, read.secondMoment);
    assertArrayEquals(written.best, read.best);
    assertEquals(written.progress, read.progress);
    assertEquals(written.trainingLoss, read.trainingLoss);
    assertEquals(written.validationLoss, read.validationLoss);
  }

  @Test
  void theNewestIsReadAndTheOldestAreRemoved() throws IOException {
    assertEquals(Optional.empty(), checkpoints().newest());
    for (int step : List.of(3, 9, 10, 100)) {
      checkpoints().write(state(step));
    }
    assertEquals(100, checkpoints().newest().orElseThrow().progress.step());
    assertEquals(List.of("step-00000010", "step-00000100"), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What a kill in the middle of a write leaves is neither read nor kept. */
  @Test
  void draftsAreIgnoredAndClearedAway() throws IOException {
    String name = ".step-00000001.2f1c0f5e-8a37-4f0a-9a0c-2b6c4f1de7aa";
    Files.writeString(folder.resolve(name + ".lock"), "");
    Path draft = Files.createDirectory(folder.resolve(name + ".tmp"));
    Files.writeString(draft.resolve("state.json"), "{");
    assertEquals(Optional.empty(), checkpoints().newest());
    checkpoints().write(state(1));
    assertEquals(List.of("step-00000001"), names());
  }

  @Test
  void aWriteThatFailsLeavesNoCheckpoint() throws IOException {
    checkpoints().write(state(1));
    CheckpointFolders folders = new CheckpointFolders(folder);
    assertThrows(
        IOException.class,
        () ->
            folders.add(
                2,
                draft -> {
                  Files.writeString(draft.resolve("state.json"), "{}");
                  throw new IOException("disk full");
                }));
    assertEquals(1, checkpoints().newest().orElseThrow().progress.step());
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    Checkpoints checkpoints = new Checkpoints(file, SETUP, ImmutableMap.of());
    String message =
        String.valueOf(
            assertThrows(TrainingException.class, () -> checkpoints.write(state(1))).getMessage());
    assertTrue(message.contains(file.toString()), message);
  }
}
