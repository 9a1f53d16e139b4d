package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.sampler.SamplingRequest;

/** Lists of pairs that are not what a {@link SamplingJob} wrote. */
class DamagedJobTest {
  private static final SamplingRequest REQUEST = JobTrial.request(11).build();

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void nameFolder() {
    out = folder.resolve("pairs");
  }

  private static void run(Path out, Shard shard) throws IOException {
    assertTrue(
        SamplingJob.builder(REQUEST, out)
            .shard(shard)
            .build()
            .run(JobTrial.sampler())
            .isFinished());
  }

  private static void replace(Path file, String part, String by) throws IOException {
    String text = Files.readString(file);
    int at = text.lastIndexOf(part);
    assertTrue(at >= 0, text);
    Files.writeString(file, text.substring(0, at) + by + text.substring(at + part.length()));
  }

  /** What would be believed is a provenance that the pair does not have. */
  @ParameterizedTest
  @CsvSource({
    "keyed(7), keyed(8)",
    "pig.pair.method, pig.pair.methxd",
    "pig.pair.method, pig.paur.method",
    "pig.pair.format, pig.paur.format",
    "\"pig.pair.format\":\"1\", \"pig.pair.format\":\"7\"",
    "pig.pair.modelY.device, pig.pair.modelZ.device",
    "pig.pair.modelY.id, pig.pair.modelY.device.device",
    "\"index\":14, \"index\":1.4e1",
    "\"provenance\":{, \"provenance\":{ ",
    "\"pig.pair.start\":\"drawn\", \"pig.pair.noise\":\"keyed(7)\"",
  })
  void aPairWhoseLineIsNotOfThisJobIsSampledAnew(String part, String by) throws IOException {
    Path whole = folder.resolve("whole");
    run(whole, Shard.whole());
    JobTrial.begin(2, out);
    replace(out.resolve("manifest.jsonl"), part, by);
    run(out, Shard.whole());
    assertEquals(JobTrial.files(whole), JobTrial.files(out));
  }

  @Test
  void aJobOfGivenStartsGoesOn() throws IOException {
    Tensor start = Tensor.zeros(new Shape(11, 1, 8, 8));
    SamplingRequest given = JobTrial.request(11).start(start, start).build();
    SamplingJob.builder(given, out).build().run(JobTrial.sampler());
    String lines = new PairEntry(9, JobTrial.sampler().provenance(given).toProperties()).line();
    Path begun = folder.resolve("begun");
    Files.createDirectories(begun);
    Files.copy(out.resolve("job.json"), begun.resolve("job.json"));
    JobSettings settings = JobSettings.read(begun.resolve("job.json")).orElseThrow();
    PairEntry entry = PairEntry.ofLine(lines.strip()).orElseThrow();
    assertEquals(List.of(), settings.differencesOf(entry));
  }

  @ParameterizedTest
  @CsvSource({
    "keyed(7), keyed(8), 'noise: now keyed(7), there keyed(8)'",
    "\"pig.pair.start\": \"drawn\", \"pig.pair.noise\": \"keyed(7)\", two of pig.pair.noise",
    "], ]], a list of pairs",
    "], '', a list of pairs",
  })
  void aListThatIsNotOfTheJobIsNotJoined(String part, String by, String fault) throws IOException {
    List<Path> shards = List.of(folder.resolve("1"), folder.resolve("2"));
    run(shards.get(0), new Shard(1, 2));
    run(shards.get(1), new Shard(2, 2));
    replace(shards.get(1).resolve("manifest.json"), part, by);
    IOException e = assertThrows(IOException.class, () -> SamplingJob.join(shards, out));
    assertTrue(e.getMessage().contains("manifest.json"), e.getMessage());
    assertTrue(e.getMessage().contains(fault), e.getMessage());
    assertTrue(Files.notExists(out));
  }

  @ParameterizedTest
  @CsvSource({"'\"count\": \"11\"', '\"count\": \"11\", \"count\": \"11\"'", "}, }}"})
  void settingsThatSayMoreAreRefused(String part, String by) throws IOException {
    JobTrial.begin(1, out);
    replace(out.resolve("job.json"), part, by);
    IOException e = assertThrows(IOException.class, () -> run(out, Shard.whole()));
    assertTrue(e.getMessage().contains("job.json"), e.getMessage());
  }
}
