package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.SamplingCancelledException;
import org.pigdiffusion.sampler.SamplingListener;
import org.pigdiffusion.sampler.SamplingRequest;

/**
 * What a {@link SamplingJob} leaves in its folder. Kills are in {@link SamplingJobKillTest},
 * refusals in {@link SamplingJobRefusalTest}.
 */
class SamplingJobTest {
  private static final SamplingRequest REQUEST = JobTrial.request(11).build();

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void nameFolder() {
    out = folder.resolve("pairs");
  }

  private static SamplingJob.Outcome run(SamplingRequest request, Path out) throws IOException {
    return SamplingJob.builder(request, out).build().run(JobTrial.sampler());
  }

  private Map<String, String> undivided() throws IOException {
    Path whole = folder.resolve("undivided");
    run(REQUEST, whole);
    return JobTrial.files(whole);
  }

  @Test
  void itWritesWhatThePairWriterWrites() throws IOException {
    Path written = folder.resolve("written");
    try (Stream<PairBatch> batches = JobTrial.sampler().sample(REQUEST);
        PairWriter writer = PairWriter.open(written)) {
      for (PairBatch batch : (Iterable<PairBatch>) batches::iterator) {
        writer.write(batch);
      }
    }
    assertEquals(new SamplingJob.Outcome(11, 11), run(REQUEST, out));
    Map<String, String> files = JobTrial.files(out);
    files.remove("job.json");
    assertEquals(JobTrial.files(written), files);
  }

  @Test
  void anInterruptedJobGoesOnWhereItStopped() throws IOException {
    JobTrial.begin(2, out);
    assertFalse(Files.exists(out.resolve("manifest.json")));
    assertEquals(6, Files.readAllLines(out.resolve("manifest.jsonl")).size());
    List<Long> sampled = new ArrayList<>();
    List<Long> told = new ArrayList<>();
    SamplingListener listener =
        new SamplingListener() {
          @Override
          public void onEvaluation(Progress progress) {
            assertEquals(11, progress.pairs());
            told.add(progress.finishedPairs());
          }
        };
    SamplingJob.builder(REQUEST, out)
        .onBatch(batch -> sampled.add(batch.firstIndex()))
        .build()
        .run(JobTrial.sampler(), listener);
    assertEquals(List.of(15L, 18L), sampled);
    assertEquals(List.of(6L, 9L, 9L, 11L), told);
    assertEquals(undivided(), JobTrial.files(out));
  }

  @Test
  void anInterruptedThreadSamplesNothingAndKeepsTheFlag() throws IOException {
    JobTrial.begin(1, out);
    Files.writeString(
        out.resolve("manifest.jsonl"),
        Files.readString(out.resolve("manifest.jsonl")) + "half-written");
    Thread.currentThread().interrupt();
    assertEquals(3, run(REQUEST, out).finishedPairs());
    assertTrue(Thread.interrupted());
  }

  @Test
  void aFinishedJobDoesNothing() throws IOException {
    run(REQUEST, out);
    SamplingJob.Outcome again =
        SamplingJob.builder(REQUEST, out)
            .onBatch(batch -> assertEquals(0, batch.size(), "nothing is sampled"))
            .build()
            .run(JobTrial.sampler());
    assertTrue(again.isFinished());
  }

  @Test
  void aCancelledJobKeepsItsBatches() throws IOException {
    List<PairBatch> seen = new ArrayList<>();
    SamplingListener afterOne =
        new SamplingListener() {
          @Override
          public boolean isCancelled() {
            return !seen.isEmpty();
          }
        };
    SamplingJob job = SamplingJob.builder(REQUEST, out).onBatch(seen::add).build();
    assertThrows(SamplingCancelledException.class, () -> job.run(JobTrial.sampler(), afterOne));
    assertEquals(3, Files.readAllLines(out.resolve("manifest.jsonl")).size());
    run(REQUEST, out);
    assertEquals(undivided(), JobTrial.files(out));
  }

  /** Whatever part of the journal a kill or a power cut leaves, and after the pictures or not. */
  @Test
  void anyPartOfTheJournalIsEnough() throws IOException {
    Map<String, String> whole = undivided();
    JobTrial.begin(3, out);
    byte[] journal = Files.readAllBytes(out.resolve("manifest.jsonl"));
    TreeSet<Integer> cuts = new TreeSet<>(List.of(0, journal.length - 1, journal.length));
    IntStream.iterate(1, cut -> cut < journal.length, cut -> cut + 397).forEach(cuts::add);
    for (int cut : cuts) {
      for (byte[] left : List.of(Arrays.copyOf(journal, cut), zeroedFrom(journal, cut))) {
        Files.deleteIfExists(out.resolve("manifest.json"));
        Files.write(out.resolve("manifest.jsonl"), left);
        SamplingJob.builder(REQUEST, out)
            .onBatch(batch -> assertEquals(0, batch.firstIndex() % 3, "whole batches again"))
            .build()
            .run(JobTrial.sampler());
        assertEquals(whole, JobTrial.files(out), "cut at " + cut);
      }
    }
  }

  private static byte[] zeroedFrom(byte[] bytes, int from) {
    byte[] zeroed = bytes.clone();
    Arrays.fill(zeroed, from, zeroed.length, (byte) 0);
    return zeroed;
  }

  @Test
  void aKillAroundTheManifestIsEnough() throws IOException {
    Map<String, String> whole = undivided();
    JobTrial.begin(3, out);
    byte[] threeBatches = Files.readAllBytes(out.resolve("manifest.jsonl"));
    run(REQUEST, out);
    // After the manifest came, before the journal went.
    Files.write(out.resolve("manifest.jsonl"), threeBatches);
    run(REQUEST, out);
    assertEquals(whole, JobTrial.files(out));
  }

  @Test
  void draftsOfKilledRunsAreSweptAndNoOthers() throws IOException {
    JobTrial.begin(1, out);
    String ending = ".2f1c0f5e-8a37-4f0a-9a0c-2b6c4f1de7aa.tmp";
    List<Path> drafts =
        List.of(
            out.resolve(".job.json" + ending),
            out.resolve(".manifest.json" + ending),
            out.resolve(".manifest.jsonl" + ending),
            out.resolve("images/.000012.png" + ending),
            out.resolve("masks/.000012.png" + ending));
    List<Path> others =
        List.of(out.resolve("images/.mine.tmp"), folder.resolve(".manifest.json" + ending));
    for (Path file : drafts) {
      Files.writeString(file, "half");
      String name = file.getFileName().toString();
      Files.writeString(file.resolveSibling(name.replace(".tmp", ".lock")), "");
    }
    for (Path file : others) {
      Files.writeString(file, "another's");
    }
    run(REQUEST, out);
    drafts.forEach(file -> assertFalse(Files.exists(file), file::toString));
    others.forEach(file -> assertTrue(Files.exists(file), file::toString));
  }

  @Test
  void givenTensorsAreDividedToo() throws IOException {
    Tensor start =
        JobTrial.sampler()
            .sample(REQUEST)
            .map(PairBatch::y)
            .reduce(
                Tensor.zeros(new Shape(1, 1, 8, 8)), (a, b) -> Tensor.concatBatch(List.of(a, b)));
    SamplingRequest given = JobTrial.request(12).start(start, start.map(value -> -value)).build();
    run(given, folder.resolve("one"));
    List<Path> shards = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      shards.add(folder.resolve("shard" + i));
      SamplingJob job =
          SamplingJob.builder(given, shards.get(i - 1)).shard(new Shard(i, 3)).build();
      job.run(JobTrial.sampler());
    }
    SamplingJob.join(shards, out);
    assertEquals(JobTrial.files(folder.resolve("one")), JobTrial.files(out));
    assertNotEquals(
        JobTrial.files(out).get("images/000009.png"), JobTrial.files(out).get("images/000010.png"));
  }

  /** 1,000 pairs. If batches were kept, 380 kB each here, it would be 15 MB after 400 of them. */
  @Test
  void memoryFilesAndThreadsDoNotGrow() throws IOException {
    List<List<Long>> figures = new ArrayList<>();
    SamplingRequest request =
        JobTrial.request(1_000).size(32, 32).batchSize(10).trajectoryEvery(1).build();
    SamplingJob.builder(request, out)
        .onBatch(
            batch -> {
              if (batch.firstIndex() % 200 == 9) {
                figures.add(figures());
              }
            })
        .build()
        .run(JobTrial.sampler());
    List<Long> early = figures.get(1);
    List<Long> late = figures.get(figures.size() - 1);
    assertEquals(5, figures.size());
    // The virtual machine's own objects come and go between two figures, so the lesser one counts.
    long lateHeap = Math.min(figures.get(3).get(0), late.get(0));
    assertTrue(lateHeap - early.get(0) < 5_000_000, () -> "heap " + figures);
    assertTrue(late.get(1) <= early.get(1), () -> "open files " + figures);
    assertTrue(late.get(2) <= early.get(2), () -> "threads " + figures);
  }

  /** Bytes in use, open files, threads. */
  private static List<Long> figures() {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0;
    return List.of(
        // What is referred to by nothing but a cleaner goes in a later collection.
        IntStream.range(0, 4).mapToLong(collection -> bytesInUse()).min().orElseThrow(),
        files,
        (long) ManagementFactory.getThreadMXBean().getThreadCount());
  }

  private static long bytesInUse() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
