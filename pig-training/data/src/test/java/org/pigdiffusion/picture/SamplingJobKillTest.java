package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sampling job in a process that is killed, again and again. */
class SamplingJobKillTest {
  private static final int KILLS = 6;

  @TempDir Path folder;

  @Test
  void aJobKilledAtRandomMomentsEqualsOneThatWasNot() throws Exception {
    Path whole = folder.resolve("undivided");
    SamplingJob.builder(JobTrial.killed(), whole).build().run(JobTrial.sampler());
    Path out = folder.resolve("killed");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int killed = 0;
    for (int i = 0; i < KILLS && !Files.exists(out.resolve("manifest.json")); i++) {
      long before = lines(out);
      Process child = start(out);
      try {
        while (child.isAlive() && lines(out) <= before) {
          Thread.sleep(1);
        }
        if (i == 0 && child.isAlive()) {
          assertRefusedBeside(child, out);
        }
        Thread.sleep(random.nextInt(40));
      } finally {
        killed += child.isAlive() ? 1 : 0;
        child.destroyForcibly();
        assertTrue(child.waitFor(1, TimeUnit.MINUTES));
      }
    }
    assertTrue(killed >= 4, "expected kills in the middle, found " + killed);
    SamplingJob.builder(JobTrial.killed(), out).build().run(JobTrial.sampler());
    assertEquals(JobTrial.files(whole), JobTrial.files(out), "seed " + seed);
  }

  /** While another process samples there. */
  private static void assertRefusedBeside(Process child, Path out) {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> SamplingJob.builder(JobTrial.killed(), out).build().run(JobTrial.sampler()));
    assertTrue(child.isAlive(), "the test is too slow to say");
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("another running job"), message);
  }

  private Process start(Path out) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            JobTrial.class.getName(),
            out.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }

  private static long lines(Path out) throws IOException {
    Path journal = out.resolve("manifest.jsonl");
    if (!Files.exists(journal)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(journal)) {
      return lines.count();
    }
  }
}
