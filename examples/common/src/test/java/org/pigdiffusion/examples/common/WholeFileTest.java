package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void whatFailsHalfWayLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("numbers.json");
    WholeFile.write(file, "old");
    WholeFile.write(file, "ä");
    assertEquals("ä", Files.readString(file));
    assertThrows(
        IOException.class,
        () ->
            WholeFile.write(
                file,
                out -> {
                  out.write('n');
                  throw new IOException("full");
                }));
    assertEquals("ä", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  /** What lies under the name of a draft of before is another's. */
  @Test
  void aLinkBesideTheFileIsNotFollowed() throws IOException {
    Path another = folder.resolve("another");
    Files.writeString(another, "precious");
    Path link = folder.resolve(".numbers.json.tmp");
    Files.createSymbolicLink(link, another);
    WholeFile.write(folder.resolve("numbers.json"), "new");
    assertEquals("precious", Files.readString(another));
    assertTrue(Files.isSymbolicLink(link), "is not ours to remove");
    assertFalse(Files.isSymbolicLink(folder.resolve("numbers.json")));
  }

  @Test
  void aPipeBesideTheFileIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve(".numbers.json.tmp");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    Path file = folder.resolve("numbers.json");
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> WholeFile.write(file, "new"));
    assertEquals("new", Files.readString(file));
  }

  /** Another process may write the same file at the same time; here it is the content itself. */
  @Test
  void twoWritersDoNotMixTheirDrafts() throws IOException {
    Path file = folder.resolve("numbers.json");
    WholeFile.write(
        file,
        out -> {
          out.write('a');
          WholeFile.write(file, "other");
          assertEquals("other", Files.readString(file));
          out.write('b');
        });
    assertEquals("ab", Files.readString(file));
  }

  @Test
  void aMissingFolderIsToldByTheNameOfTheFile() {
    Path file = folder.resolve("missing/numbers.json");
    IOException e = assertThrows(IOException.class, () -> WholeFile.write(file, "new"));
    assertTrue(String.valueOf(e.getMessage()).startsWith(file.toString()), e.getMessage());
  }
}
