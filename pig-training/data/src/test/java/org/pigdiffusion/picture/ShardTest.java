package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.sampler.SamplingRequest;

/** A job divided, and joined again. */
class ShardTest {
  private static final SamplingRequest REQUEST = JobTrial.request(14).build();

  @TempDir Path folder;

  private List<Path> shards(int count) throws IOException {
    List<Path> shards = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      shards.add(folder.resolve("shard-" + i));
      sample(new Shard(i, count), shards.get(i - 1));
    }
    return shards;
  }

  private static void sample(Shard shard, Path out) throws IOException {
    SamplingJob.builder(REQUEST, out).shard(shard).build().run(JobTrial.sampler());
  }

  private static String refusal(List<Path> shards, Path out) {
    Exception refused = assertThrows(Exception.class, () -> SamplingJob.join(shards, out));
    assertFalse(Files.exists(out));
    return String.valueOf(refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void allShardsTogetherAreTheUndividedJob(int count) throws IOException {
    Path whole = folder.resolve("whole");
    sample(Shard.whole(), whole);
    List<Path> shards = shards(count);
    Collections.reverse(shards);
    Path joined = folder.resolve("new/joined");
    SamplingJob.join(shards, joined);
    assertEquals(JobTrial.files(whole), JobTrial.files(joined));
    sample(Shard.whole(), joined); // which is finished
    assertEquals(JobTrial.files(whole), JobTrial.files(joined));
  }

  @Test
  void whatIsNotAllOfOneJobIsRefused() throws IOException {
    List<Path> shards = shards(3);
    Path out = folder.resolve("joined");
    assertTrue(refusal(shards.subList(0, 2), out).contains("missing are [3/3]"));
    assertTrue(refusal(List.of(shards.get(0), shards.get(0)), out).contains("each once"));
    Path half = folder.resolve("half");
    sample(new Shard(1, 2), half);
    assertTrue(refusal(List.of(shards.get(0), half), out).contains("shard: now 1/2, there 1/3"));
    Path other = folder.resolve("other");
    SamplingJob.builder(JobTrial.request(14).seed(8).build(), other)
        .shard(new Shard(2, 3))
        .build()
        .run(JobTrial.sampler());
    assertTrue(refusal(List.of(shards.get(0), other), out).contains("noise: now keyed(8)"));
    Path manifest = shards.get(1).resolve("manifest.json");
    String entries = Files.readString(manifest);
    Files.writeString(manifest, entries.replace("images/000015", "images/../../000015"));
    String tampered = refusal(shards, out);
    assertTrue(tampered.startsWith(manifest + ": "), tampered);
    assertTrue(tampered.contains("expected images/000015.png"), tampered);
    Files.writeString(manifest, "[]");
    assertTrue(refusal(shards, out).contains("expected the pairs up to"));
    Files.delete(manifest);
    assertTrue(refusal(shards, out).contains("run this shard again"));
    assertTrue(refusal(List.of(), out).contains("found none"));
    assertTrue(refusal(List.of(folder), out).contains("job.json"));
    Files.writeString(manifest, entries);
    Path picture = shards.get(1).resolve("images/000015.png");
    byte[] content = Files.readAllBytes(picture);
    Files.delete(picture);
    String gone = refusal(shards, out);
    assertTrue(gone.startsWith(picture + ": expected a picture"), gone);
    Files.write(picture, content);
    Path taken = Files.createDirectory(out);
    assertThrows(IOException.class, () -> SamplingJob.join(shards, taken));
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "14,3,5", "100000,8,7", "9223372036854775807,1,1000", "7,100,1"})
  void shardsAreWholeBatchesNearlyEqual(long pairs, int batchSize, int count) {
    long next = 0;
    for (int number = 1; number <= count; number++) {
      Shard shard = new Shard(number, count);
      assertEquals(next, shard.from(pairs, batchSize));
      next = shard.to(pairs, batchSize);
      assertTrue(next == pairs || next % batchSize == 0);
    }
    assertEquals(pairs, next);
    long[] sizes =
        LongStream.rangeClosed(1, count)
            .map(
                number -> {
                  Shard shard = new Shard((int) number, count);
                  return shard.to(pairs, batchSize) - shard.from(pairs, batchSize);
                })
            .sorted()
            .toArray();
    assertTrue(sizes[count - 1] - sizes[0] < 2L * batchSize);
  }

  @Test
  void aShardIsWrittenAsItIsRead() {
    assertEquals(new Shard(2, 8), Shard.parse("2/8"));
    assertEquals("2/8", new Shard(2, 8).toString());
    for (String wrong :
        List.of("0/8", "9/8", "1/0", "2", "2/8/1", "-1/8", "a/b", "", "1/9999999999")) {
      assertThrows(IllegalArgumentException.class, () -> Shard.parse(wrong), wrong);
    }
  }

  /** Of the first shard too: without the last ones the job could never be joined. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 6})
  void moreShardsThanBatchesAreRefused(int number) {
    IllegalArgumentException tooMany =
        assertThrows(
            IllegalArgumentException.class,
            () -> SamplingJob.builder(REQUEST, folder).shard(new Shard(number, 6)).build());
    assertTrue(
        String.valueOf(tooMany.getMessage()).contains("expected at most 5 shards"),
        tooMany.getMessage());
  }
}
