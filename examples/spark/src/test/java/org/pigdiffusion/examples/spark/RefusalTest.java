package org.pigdiffusion.examples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.Program;
import picocli.CommandLine;

/** What an executor refuses is told by the program in one sentence. */
class RefusalTest {
  @TempDir Path folder;

  /** The exit status, and what the program itself says. */
  private record Told(int status, String words) {
    static Told of(Callable<Integer> program, List<String> arguments) {
      StringWriter words = new StringWriter();
      CommandLine line = Program.commandLine(program).setErr(new PrintWriter(words, true));
      return new Told(line.execute(arguments.toArray(String[]::new)), words.toString());
    }

    void assertSentence(int expected, String begin, String part) {
      assertEquals(expected, status, words);
      assertEquals(1, words.lines().count(), words);
      assertTrue(words.startsWith(begin) && words.contains(part), words);
    }
  }

  private static Told sample(Path out, String seed, String format) {
    return Told.of(
        new SampleOnSpark(),
        List.of(
            "--models=" + OneMachine.MODELS,
            "--out=" + out,
            "--pairs=2",
            "--batch=1",
            "--seed=" + seed,
            "--method=ddim@trailing:1",
            "--format=" + format,
            "--partitions=2"));
  }

  @Test
  void aChangedRequestIsToldInOneSentence() {
    Path out = folder.resolve("pairs");
    assertEquals(new Told(0, ""), sample(out, "7", "FOLDERS"));
    sample(out, "8", "FOLDERS")
        .assertSentence(2, "sample-on-spark: folder " + out, "noise: now keyed(8), there keyed(7)");
  }

  @Test
  void aDamagedFolderIsToldInOneSentence() throws IOException {
    Path out = folder.resolve("pairs");
    sample(out, "7", "FOLDERS");
    Path manifest = out.resolve("1-of-2/manifest.json");
    Files.writeString(manifest, "[]");
    sample(out, "7", "FOLDERS")
        .assertSentence(1, "sample-on-spark: " + manifest, "expected the pairs up to 0");
  }

  @Test
  void aTableThatIsThereIsToldInOneSentence() {
    Path out = folder.resolve("pairs.parquet");
    assertEquals(new Told(0, ""), sample(out, "7", "PARQUET"));
    sample(out, "7", "PARQUET").assertSentence(1, "sample-on-spark: ", "already exists");
  }

  @Test
  void picturesThatAreNotThereAreToldInOneSentence() throws IOException {
    Path extractor = Files.createFile(folder.resolve("extractor.onnx"));
    Told.of(
            new FrechetOnSpark(),
            List.of(
                "--sampled=" + folder.resolve("none"),
                "--reference=" + folder,
                "--extractor=" + extractor))
        .assertSentence(1, "frechet-on-spark: ", folder.resolve("none").toString());
  }

  @Test
  void whatSparkItselfSaysStays() {
    SparkException lost = new SparkException("an executor is lost");
    assertSame(lost, ExecutorFault.told(lost));
    IOException full = new IOException("disk full");
    Exception inner = new RuntimeException("of a task", full);
    assertSame(full, ExecutorFault.told(new SparkException("job aborted", inner)));
  }
}
