package org.pigdiffusion.examples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.picture.SamplingJob;

/**
 * The packaged job on a cluster of three JVMs: the driver with Spark's master and two workers in
 * it, and an executor process of each worker. One executor is killed while it samples.
 */
class KilledExecutorTest {
  private static final PairJob JOB = new PairJob(48, 5, 11, 2, "64x64", "ddim@trailing:10", 4);
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final Path SPARK = Path.of("target/spark").toAbsolutePath();

  @TempDir Path folder;
  private Process driver;

  @Test
  void nothingIsLostAndTheOutputIsThatOfOneMachine() throws Exception {
    Path out = folder.resolve("cluster");
    Instant start = Instant.now();
    start(out);
    Path ofFirst = out.resolve("1-of-4");
    Path ofSecond = out.resolve("2-of-4");
    await(() -> begun(ofFirst) && begun(ofSecond));
    List<ProcessHandle> executors = executors();
    assertEquals(2, executors.size(), this::printed);
    long killed = executors.get(0).pid();
    executors.get(0).destroyForcibly();
    boolean midway = !finished(ofFirst) && !finished(ofSecond);
    List<Instant> written = List.of(writtenAt(ofFirst, 5), writtenAt(ofSecond, 17));
    Instant end = Instant.now();
    assertEquals(0, driver.waitFor(), this::printed);
    System.out.printf(
        "killed executor %d after %s; went on for %s%n",
        killed, Duration.between(start, end), Duration.between(end, Instant.now()));

    assertTrue(midway, "killed too late to prove anything");
    String printed = printed();
    assertTrue(printed.contains("ExecutorLostFailure"), printed);
    assertTrue(printed.contains("48 pairs in 4 partitions"), printed);
    assertEquals(
        written,
        List.of(writtenAt(ofFirst, 5), writtenAt(ofSecond, 17)),
        "what was done before the kill was not done again");

    Path joined = folder.resolve("joined");
    SamplingJob.join(
        IntStream.rangeClosed(1, 4).mapToObj(i -> out.resolve(i + "-of-4")).toList(), joined);
    Path one = folder.resolve("one");
    OneMachine.sample(JOB, one);
    assertEquals(2 * 48 + 2, OneMachine.files(one).size());
    assertEquals(OneMachine.files(one), OneMachine.files(joined));
  }

  private void start(Path out) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@java.options");
    command.addAll(
        List.of(
            "-Dspark.master=local-cluster[2,1,1024]",
            "-Dspark.executor.cores=1",
            "-cp",
            Path.of("target/lib/pig-spark-job.jar").toAbsolutePath() + ":" + SPARK + "/jars/*",
            SampleOnSpark.class.getName()));
    command.addAll(
        List.of(
            "--models=" + OneMachine.MODELS,
            "--out=" + out,
            "--pairs=" + JOB.pairs(),
            "--first=" + JOB.first(),
            "--seed=" + JOB.seed(),
            "--batch=" + JOB.batch(),
            "--method=" + JOB.method(),
            "--partitions=" + JOB.partitions()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed").toFile());
    driver = builder.start();
  }

  @AfterEach
  void stop() {
    if (driver != null) {
      Stream.concat(driver.descendants(), Stream.of(driver.toHandle()))
          .toList()
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  private List<ProcessHandle> executors() {
    return driver
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(EXECUTOR))
        .toList();
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(120);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end) || !driver.isAlive()) {
        fail(printed());
      }
      Thread.sleep(20);
    }
  }

  /** Whether a batch of this partition is done. */
  private static boolean begun(Path partition) {
    try {
      return finished(partition)
          || (Files.exists(partition.resolve("manifest.jsonl"))
              && !Files.readString(partition.resolve("manifest.jsonl")).isEmpty());
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean finished(Path partition) {
    return Files.exists(partition.resolve("manifest.json"));
  }

  private static Instant writtenAt(Path partition, int index) throws IOException {
    return Files.getLastModifiedTime(partition.resolve("images/%06d.png".formatted(index)))
        .toInstant();
  }

  private String printed() {
    try {
      return Files.readString(folder.resolve("printed"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
