package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritableFolderTest {
  @TempDir Path folder;

  @Test
  void aFolderIsMadeAndNothingStaysInIt() throws IOException {
    Path deep = folder.resolve("run/x");
    WritableFolder.require(deep);
    WritableFolder.require(deep);
    try (Stream<Path> files = Files.list(deep)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aFileOnTheWayIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("run"), "a file");
    for (Path place : List.of(file, file.resolve("x/y"))) {
      IOException e = assertThrows(IOException.class, () -> WritableFolder.require(place));
      assertEquals(
          file + ": expected a folder, found a file; move that away, or name a folder",
          e.getMessage());
    }
    assertEquals("a file", Files.readString(file));
  }

  /** Not even the system's administrator may make files there. */
  @Test
  void aPlaceThatCannotBeWrittenToIsNamed() {
    Path processes = Path.of("/proc");
    assumeTrue(Files.isDirectory(processes), "there is no such place");
    for (Path place : List.of(processes, processes.resolve("run/x"))) {
      IOException e = assertThrows(IOException.class, () -> WritableFolder.require(place));
      assertTrue(e.getMessage().startsWith(place + ": expected a folder that"), e.getMessage());
      assertTrue(e.getMessage().endsWith("; name another"), e.getMessage());
    }
  }
}
