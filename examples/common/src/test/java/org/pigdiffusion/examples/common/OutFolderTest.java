package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutFolderTest {
  @TempDir Path folder;

  private Path out;

  @BeforeEach
  void choose() {
    out = folder.resolve("a/out");
  }

  /** Takes a folder and waits until it is killed. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws IOException {
      OutFolder.of(Path.of(args[0])).make();
      System.out.println("has it");
      int unused = System.in.read();
    }
  }

  private void assertTaken() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> OutFolder.of(out).close());
    assertEquals(
        "--out: expected a folder that no other running program writes to, found one in %s; wait until"
                .formatted(out)
            + " that has ended, or give another --out",
        e.getMessage());
  }

  @Test
  void aSecondProgramOfThisProcessIsRefused() throws IOException {
    try (OutFolder first = OutFolder.of(out)) {
      first.make();
      assertTaken();
      assertTaken();
      first.make();
    }
    OutFolder.of(out).close();
  }

  @Test
  void aSecondProcessIsRefusedUntilTheFirstIsKilled() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                out.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertEquals('h', other.getInputStream().read());
      assertTaken();
    } finally {
      other.destroyForcibly().waitFor();
    }
    OutFolder.of(out).close();
  }

  @Test
  void nothingIsMadeBeforeItIsWanted() throws IOException {
    OutFolder.of(out).close();
    assertFalse(Files.exists(folder.resolve("a")));
  }

  @Test
  void whatAnotherWroteSinceTheBeginningIsNotWrittenOver() throws IOException {
    try (OutFolder late = OutFolder.of(out)) {
      try (OutFolder early = OutFolder.of(out)) {
        early.make();
        Files.writeString(out.resolve("results.csv"), "rows");
      }
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, late::make);
      assertTrue(String.valueOf(e.getMessage()).contains("written to it since"), e.getMessage());
    }
    OutFolder.of(out).close();
  }
}
