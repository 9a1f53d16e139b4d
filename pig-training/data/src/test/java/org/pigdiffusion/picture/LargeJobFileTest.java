package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a job that are larger than memory are refused before they are read. */
class LargeJobFileTest {
  private static final long SIZE = 3L << 30;

  @TempDir Path folder;

  @BeforeEach
  void sample() throws IOException {
    run();
  }

  private void run() throws IOException {
    SamplingJob.builder(JobTrial.request(3).build(), folder.resolve("pairs"))
        .build()
        .run(JobTrial.sampler());
  }

  /** Zero bytes follow what is there, which take no room on the disk. */
  private static void lengthen(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(SIZE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "job.json, the settings of a job of at most 16777216",
    "images/000009.png, 'a picture that this job wrote, of at most'",
    "masks/000010.png, 'a picture that this job wrote, of at most'"
  })
  void aFileThatIsReadAsAWhole(String name, String expected) throws IOException {
    Path file = folder.resolve("pairs").resolve(name);
    lengthen(file);
    String said = String.valueOf(assertThrows(IOException.class, this::run).getMessage());
    assertTrue(said.startsWith(file + ": expected " + expected), said);
    assertTrue(said.contains(", found " + SIZE + "; put the right file there"), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[{\"index\": 9, \"image\": \"; expected the entry of a pair, found",
        "[; found",
        "[{\"index\": 9, \"ima; expected the entry of a pair, found"
      })
  void anEntryOfTheManifest(String begin, String expected) throws IOException {
    Path file = folder.resolve("pairs/manifest.json");
    Files.writeString(file, begin + " ".repeat(2_000_000));
    lengthen(file);
    String said = String.valueOf(assertThrows(IOException.class, this::run).getMessage());
    assertEquals(
        "%s: expected a list of pairs: %s an entry of more than 1048576 characters%s"
            .formatted(file, expected, PairManifest.REMEDY),
        said);
  }

  @Test
  void manyEntriesAreOfAnyLength() throws IOException {
    Path file = folder.resolve("pairs/manifest.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("  {", " ".repeat(700_000) + "{"));
    run();
  }
}
