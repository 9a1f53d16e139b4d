package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.internal.AtomicFile;

/** What is said, and left alone, if the files of a job are not as it left them. */
class JobFolderFaultsTest {
  private static final List<Shard> HALVES = List.of(new Shard(1, 2), new Shard(2, 2));

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void nameFolder() {
    out = folder.resolve("pairs");
  }

  private static void replace(Path file, String part, String by) throws IOException {
    String text = Files.readString(file);
    int at = text.lastIndexOf(part);
    assertTrue(at >= 0, text);
    Files.writeString(file, text.substring(0, at) + by + text.substring(at + part.length()));
  }

  /** The file's name and the remedy once, and no words of the parser or the platform. */
  private static void assertTold(Path file, String remedy, String said) {
    assertTrue(said.startsWith(file + ": "), said);
    assertEquals(2, Splitter.on(file.toString()).splitToList(said).size(), said);
    assertEquals(2, Splitter.on(remedy).splitToList(said).size(), said);
    for (String foreign : List.of("Gson", "gson", "JsonReader", "Exception", "BEGIN", "input")) {
      assertFalse(said.contains(foreign), said);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "\"8x8\"; \"8\"; size: expected HEIGHTxWIDTH, such as 64x64, or the model's, found '8'",
        "\"8x8\"; \"8x\"; found '8x'",
        "\"8x8\"; \"\"; found ''",
        "\"8x8\"; \"9999999999x8\"; found '9999999999x8'",
        "\"11\"; \"0\"; count: expected a number of pairs, found '0' (at least 1)",
        "\"11\"; \"99999999999999999999\"; count: expected a number of pairs, found '99999999999999999999'",
        "\"11\"; \"9223372036854775807\"; count: expected pairs up to number",
        "\"firstIndex\": \"9\"; \"firstIndex\": \"-1\"; firstIndex: expected a pair's number, found '-1' (at least 0)",
        "\"batchSize\": \"3\"; \"batchSize\": \"three\"; batchSize: expected a number of pairs, found 'three'",
        "\"1/1\"; \"1/5\"; shard: expected at most 4 shards",
        "\"1/1\"; \"5/1\"; shard: expected a shard",
        "\"1/1\"; [1]; found [ instead of a text at line 3",
        "\"11\"; ``; found what is not JSON at line",
        "}; ``; found the end of the text at line",
        "}; }}; found what is not JSON at line",
      })
  void damagedSettingsAreToldByNameAndOnce(String part, String by, String fault)
      throws IOException {
    JobTrial.run(out, Shard.whole());
    Path settings = out.resolve("job.json");
    String whole = Files.readString(settings);
    replace(settings, part, by);
    String said = JobTrial.refusal(out);
    assertTold(settings, "put back what the job wrote", said);
    assertTrue(said.contains(fault), said);
    IOException e =
        assertThrows(
            IOException.class, () -> SamplingJob.join(List.of(out), folder.resolve("joined")));
    assertEquals(said, e.getMessage());
    Files.writeString(settings, whole);
    JobTrial.run(out, Shard.whole());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "\"index\": 19; \"index\": nineteen; found what is not JSON at line",
        "\"index\": 19; \"index\": [19]; found [ instead of a whole number",
        "\"index\": 19; \"index\" 19; found what is not JSON",
        "\"index\": 19; \"number\": 19; expected index",
        "]; ``; found the end of the text",
      })
  void aDamagedListIsToldByNameAndOnce(String part, String by, String fault) throws IOException {
    JobTrial.run(out, Shard.whole());
    Path manifest = out.resolve("manifest.json");
    replace(manifest, part, by);
    String said = JobTrial.refusal(out);
    assertTold(manifest, "put back what the job wrote", said);
    assertTrue(said.contains(fault), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"job.json", "manifest.json", "manifest.jsonl", ".job.lock"})
  void aFolderInThePlaceOfAFileIsToldOnce(String name) throws IOException {
    JobTrial.begin(2, out);
    Path file = out.resolve(name);
    Files.deleteIfExists(file);
    Files.createDirectory(file);
    assertTold(file, "move that away", JobTrial.refusal(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {".job.lock", "manifest.jsonl"})
  void aLinkInThePlaceOfAFileThatIsWrittenInPlaceIsNotFollowed(String name) throws IOException {
    JobTrial.begin(2, out);
    Path link = out.resolve(name);
    Path another = folder.resolve("another");
    Files.delete(link);
    Files.createSymbolicLink(link, another);
    assertTold(link, "remove it", JobTrial.refusal(out));
    assertTrue(Files.notExists(another, LinkOption.NOFOLLOW_LINKS), "a file was made elsewhere");
    Files.writeString(another, "precious");
    assertTold(link, "remove it", JobTrial.refusal(out));
    assertEquals("precious", Files.readString(another));
  }

  @Test
  void aFileIsNoFolderOfAJob() throws IOException {
    Files.writeString(out, "a file");
    for (Path place : List.of(out, out.resolve("deeper"))) {
      IOException e = assertThrows(IOException.class, () -> JobTrial.run(place, Shard.whole()));
      assertTold(out, "name a folder", String.valueOf(e.getMessage()));
    }
  }

  @Test
  void thePicturesMayLieOnAnotherDisk() throws IOException {
    Files.createDirectories(folder.resolve("disk"));
    JobTrial.begin(1, out);
    Files.move(out.resolve("images"), folder.resolve("disk/images"));
    Files.createSymbolicLink(out.resolve("images"), folder.resolve("disk/images"));
    JobTrial.run(out, Shard.whole());
    assertTrue(Files.exists(folder.resolve("disk/images/000019.png")));
  }

  /** A list that is gone, finished or not: its pictures may be all that is left. */
  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "manifest.jsonl"})
  void picturesWithoutAListAreLeftAlone(String list) throws IOException {
    if (list.equals("manifest.json")) {
      JobTrial.run(out, Shard.whole());
    } else {
      JobTrial.begin(2, out);
    }
    Files.delete(out.resolve(list));
    String said = JobTrial.refusal(out);
    int pictures = list.equals("manifest.json") ? 22 : 12;
    assertTold(out, "put the list back", said);
    assertTrue(said.contains("found neither, and " + pictures + " pictures in images"), said);

    Files.move(out.resolve("images"), folder.resolve("images"));
    assertTrue(JobTrial.refusal(out).contains(pictures / 2 + " pictures"), "the masks are enough");
    AtomicFile.deleteTree(out.resolve("masks"));
    JobTrial.run(out, Shard.whole());
    Path undivided = folder.resolve("undivided");
    JobTrial.run(undivided, Shard.whole());
    assertEquals(JobTrial.files(undivided), JobTrial.files(out));
  }

  /** What a kill leaves is sampled again without a word, what it never leaves with one. */
  @ParameterizedTest
  @CsvSource({"6, 0", "3, 0", "2, 1", "0, 1"})
  void linesThatAreLostAreToldInTheLog(int left, int warnings) throws IOException {
    JobTrial.begin(2, out);
    Path list = out.resolve("manifest.jsonl");
    Files.write(list, Files.readAllLines(list).subList(0, left));
    List<String> told = new ArrayList<>();
    Logger logger = Logger.getLogger(JobFolder.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            told.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      JobTrial.run(out, Shard.whole());
    } finally {
      logger.removeHandler(handler);
    }
    assertEquals(warnings, told.size(), told::toString);
    if (warnings > 0) {
      assertEquals(
          list
              + ": lists 0 pairs of this job, and pictures of later ones are there, such as"
              + " images/000012.png: lines were lost; the pairs from 9 on are sampled again",
          told.get(0));
    }
  }

  /** A kill between the settings and the list. */
  @Test
  void settingsAloneAreAJobThatHasNotBegun() throws IOException {
    JobTrial.run(out, Shard.whole());
    try (Stream<Path> pictures = Files.walk(out)) {
      for (Path file : pictures.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("job.json")) {
          Files.delete(file);
        }
      }
    }
    JobTrial.run(out, Shard.whole());
    assertTrue(Files.exists(out.resolve("manifest.json")));
  }

  /** Whichever of the two is first. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "0; keyed(7); keyed(8); noise: now keyed(8)",
        "1; keyed(7); keyed(8); noise: now keyed(8)",
        "0; \"count\": \"11\"; \"count\": \"21\"; expected the pairs up to",
        "1; \"count\": \"11\"; \"count\": \"21\"; expected pair",
        "0; \"1/2\"; \"1/4\"; expected no pair after that of number",
        "1; \"firstIndex\": \"9\"; \"firstIndex\": \"8\"; expected pair",
      })
  void theSettingsThatDoNotFitTheirOwnListAreAccused(
      int damaged, String part, String by, String fault) throws IOException {
    List<Path> shards = List.of(folder.resolve("1"), folder.resolve("2"));
    for (int i = 0; i < 2; i++) {
      JobTrial.run(shards.get(i), HALVES.get(i));
    }
    Path settings = shards.get(damaged).resolve("job.json");
    replace(settings, part, by);
    IOException e =
        assertThrows(IOException.class, () -> SamplingJob.join(shards, folder.resolve("joined")));
    assertTold(settings, "put back what the job wrote", String.valueOf(e.getMessage()));
    assertTrue(e.getMessage().contains(fault), e.getMessage());
    assertTrue(Files.notExists(folder.resolve("joined")));
  }

  /** Nothing but the settings says this: so neither of the two is accused. */
  @Test
  void settingsThatNoListKnowsAreToldOfBoth() throws IOException {
    List<Path> shards = List.of(folder.resolve("1"), folder.resolve("2"));
    for (int i = 0; i < 2; i++) {
      JobTrial.run(shards.get(i), HALVES.get(i));
    }
    replace(shards.get(0).resolve("job.json"), "\"none\"", "\"some\"");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> SamplingJob.join(shards, folder.resolve("joined")));
    assertEquals(
        "shards: expected folders of one job, found differences between %s (now) and %s (there):"
                .formatted(shards.get(1), shards.get(0))
            + " fixedX: now none, there some",
        e.getMessage());
  }
}
