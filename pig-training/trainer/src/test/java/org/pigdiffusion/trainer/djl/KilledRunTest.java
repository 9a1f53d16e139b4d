package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.trainer.TrainingListener;

/** A run in a process of its own that is killed without warning, three times, and resumed. */
class KilledRunTest {
  /** Steps after which it is killed: before the first checkpoint, in stage X, in stage Y. */
  private static final List<Integer> KILLED_AFTER = List.of(2, 8, TinyRun.STEPS_X + 5);

  @TempDir Path folder;

  @Test
  void aKilledRunEndsAsIfItHadNeverBeenKilled() throws Exception {
    Path summary = folder.resolve("summary");
    for (int step : KILLED_AFTER) {
      Process process = start(summary);
      awaitStep(process, step);
      if (step == KILLED_AFTER.get(0)) {
        assertRefusedBeside(process);
      }
      process.destroyForcibly().waitFor();
      assertTrue(Files.notExists(summary), "the run was over before it could be killed");
    }
    Process last = start(summary);
    assertTrue(last.waitFor(3, TimeUnit.MINUTES), "the last run does not end");
    assertEquals(0, last.exitValue(), () -> read(folder.resolve("output")));

    String uninterrupted =
        TinyRun.summary(
            TinyRun.train(
                folder.resolve("other"), TinyRun.config().build(), TrainingListener.none()));
    assertEquals(uninterrupted, Files.readString(summary));
  }

  /** While another process trains in the folder; when it is killed, the folder is free. */
  private void assertRefusedBeside(Process process) {
    Path run = folder.resolve("run");
    String message = RunLockTest.refusal(run);
    assertTrue(process.isAlive(), "the test is too slow to say");
    assertEquals(RunLockTest.taken(run), message);
  }

  private Process start(Path summary) throws IOException {
    Files.deleteIfExists(folder.resolve("step"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            "-Dai.djl.offline=true",
            TinyRun.class.getName(),
            folder.resolve("run").toString(),
            folder.resolve("step").toString(),
            summary.toString())
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "output"))
        .start();
  }

  private void awaitStep(Process process, int step) throws Exception {
    Path file = folder.resolve("step");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (stepDone(file) < step) {
      assertTrue(process.isAlive(), () -> "ended by itself: " + read(folder.resolve("output")));
      assertTrue(System.nanoTime() < deadline, "no step in three minutes");
      Thread.sleep(2);
    }
  }

  private static int stepDone(Path file) {
    String text = Files.exists(file) ? read(file) : "";
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
