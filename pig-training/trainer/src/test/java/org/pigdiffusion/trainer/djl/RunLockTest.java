package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.trainer.TrainingListener;

/** A run folder is that of one training at a time. Another process is in {@link KilledRunTest}. */
class RunLockTest {
  @TempDir Path folder;

  /** What a second training in a folder is told. It would be another run, had it got so far. */
  static String refusal(Path run) {
    TrainingConfig other = TinyRun.config().steps(1, 1).seed(12).build();
    TrainingException e =
        assertThrows(
            TrainingException.class, () -> TinyRun.train(run, other, TrainingListener.none()));
    return String.valueOf(e.getMessage());
  }

  static String taken(Path run) {
    return "run folder: %s: expected to be the only one who trains in it, found another running"
            .formatted(run)
        + " training; wait until that has ended, or choose another folder";
  }

  private static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        files.put(path.toString(), Files.getLastModifiedTime(path).toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  @Test
  void aSecondRunIsRefusedBeforeItTouchesAnything() throws IOException {
    Path run = folder.resolve("run");
    Path link = Files.createSymbolicLink(folder.resolve("link"), run);
    List<String> told = new ArrayList<>();
    TrainingListener second =
        new TrainingListener() {
          @Override
          public void onStep(Step step) {
            Map<String, String> before = files(run);
            told.add(refusal(run));
            told.add(refusal(link));
            assertEquals(before, files(run));
          }
        };
    TrainingConfig config = TinyRun.config().steps(2, 2).validation(2, 0).checkpoints(1, 1).build();
    String beset = TinyRun.summary(TinyRun.train(run, config, second));
    assertEquals(8, told.size());
    assertEquals(taken(run), told.get(0));
    assertEquals(taken(link), told.get(1), "by another name");
    assertEquals(taken(run), told.get(6), "in stage Y");
    assertEquals(
        beset, TinyRun.summary(TinyRun.train(run, config, TrainingListener.none())), "free again");
    assertEquals(
        beset,
        TinyRun.summary(TinyRun.train(folder.resolve("alone"), config, TrainingListener.none())));
  }

  @Test
  void aLinkInThePlaceOfTheLockIsNotFollowed() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Path another = folder.resolve("another");
    Path link = Files.createSymbolicLink(run.resolve(".run.lock"), another);
    String message = refusal(run);
    assertTrue(message.startsWith("run folder: " + link + ": expected a file"), message);
    assertTrue(message.endsWith("found a link; remove it"), message);
    assertTrue(Files.notExists(another, LinkOption.NOFOLLOW_LINKS), "a file was made elsewhere");
  }
}
