package org.pigdiffusion.onnx;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pigdiffusion.onnx.TestModels.ofPair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.noise.NoiseSchedule;

/** Pairs that are saved, over others too, and saves that fail or are killed. */
class OnnxPairSaveTest {
  @TempDir Path folder;

  @Test
  void aPairMayReplaceAnother() throws IOException {
    OnnxPair.save(folder, ofPair(Role.X, 1), ofPair(Role.Y, 2));
    OnnxPair.save(folder, ofPair(Role.X, 3), ofPair(Role.Y, 4));
    try (OnnxPair pair = OnnxPair.open(folder);
        Stream<Path> files = Files.list(folder)) {
      assertEquals(NoiseSchedule.paper(), pair.schedule());
      assertEquals(2, files.count());
    }
  }

  /** All that a save over another pair can leave when it is killed, and the next save. */
  @Test
  void aPairKilledWhileItIsReplacedIsTheOldOneOrTheNewOne() throws IOException {
    Path fresh = folder.resolve("new");
    Path models = folder.resolve("models");
    OnnxPair.save(models, ofPair(Role.X, 1), ofPair(Role.Y, 2));
    OnnxPair.save(fresh, ofPair(Role.X, 3), ofPair(Role.Y, 4));
    List<String> before = ids(models);
    List<String> after = ids(fresh);
    Path kept = Files.copy(models.resolve("x.onnx"), models.resolve(".x.onnx.kept"));
    assertEquals(before, ids(models));
    Files.copy(fresh.resolve("x.onnx"), models.resolve("x.onnx"), REPLACE_EXISTING);
    assertEquals(before, ids(models), "between the two renames");
    assertEquals(ofPair(Role.X, 1), TrainedModel.ofPair(models, Role.X));
    assertEquals(ofPair(Role.Y, 2), TrainedModel.ofPair(models, Role.Y));
    // A save that fails at once, as on a full disk, leaves the old pair too.
    Path inTheWay = Files.createDirectories(models.resolve("y.onnx.d/in"));
    Files.move(models.resolve("y.onnx"), models.resolve("y.old"));
    Files.move(inTheWay.getParent(), models.resolve("y.onnx"));
    assertThrows(
        IOException.class, () -> OnnxPair.save(models, ofPair(Role.X, 5), ofPair(Role.Y, 6)));
    AtomicFile.deleteTree(models.resolve("y.onnx"));
    Files.move(models.resolve("y.old"), models.resolve("y.onnx"));
    Files.copy(fresh.resolve("y.onnx"), models.resolve("y.onnx"), REPLACE_EXISTING);
    Files.copy(fresh.resolve("x.onnx"), models.resolve("x.onnx"), REPLACE_EXISTING);
    assertEquals(after, ids(models), "before the old one is deleted");
    OnnxPair.save(models, ofPair(Role.X, 1), ofPair(Role.Y, 2));
    assertEquals(before, ids(models));
    assertFalse(Files.exists(kept));
  }

  @Test
  void aPairSavedOverOneThatWasKilledIsWhole() throws IOException {
    Path fresh = folder.resolve("new");
    Path models = folder.resolve("models");
    OnnxPair.save(models, ofPair(Role.X, 1), ofPair(Role.Y, 2));
    OnnxPair.save(fresh, ofPair(Role.X, 3), ofPair(Role.Y, 4));
    Path kept = Files.move(models.resolve("x.onnx"), models.resolve(".x.onnx.kept"));
    Files.copy(fresh.resolve("x.onnx"), models.resolve("x.onnx"));
    OnnxPair.save(models, ofPair(Role.X, 3), ofPair(Role.Y, 4));
    assertEquals(ids(fresh), ids(models));
    assertFalse(Files.exists(kept));
  }

  private static List<String> ids(Path models) {
    try (OnnxPair pair = OnnxPair.open(models)) {
      return List.of(pair.x().spec().id(), pair.y().spec().id());
    }
  }

  @Test
  void aFailedSaveLeavesNothing() throws IOException {
    assertThrows(
        NoSuchFileException.class,
        () -> OnnxPair.save(folder.resolve("no/models"), ofPair(Role.X, 1), ofPair(Role.Y, 2)));
    Path blocked = Files.writeString(folder.resolve("models"), "a file, no folder");
    assertThrows(
        IOException.class, () -> OnnxPair.save(blocked, ofPair(Role.X, 1), ofPair(Role.Y, 2)));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(blocked), files.toList());
    }
  }
}
