package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.safetensors.Safetensors;

class RegularFileTest {
  private static final String REMEDY = "; move that away, or name a file";
  private static final List<ThrowingConsumer<Path>> READINGS =
      List.of(
          RegularFile::require,
          RegularFile::text,
          RegularFile::bytes,
          RegularFile::stream,
          RegularFile::reader,
          RegularFile::channel);

  @TempDir Path folder;

  @Test
  void aFileIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertEquals("text", RegularFile.text(file));
    assertArrayEquals(new byte[] {'t', 'e', 'x', 't'}, RegularFile.bytes(file));
  }

  @Test
  void whatIsNoFileIsRefusedByName() {
    for (ThrowingConsumer<Path> reading : READINGS) {
      Path none = folder.resolve("none");
      assertThrows(NoSuchFileException.class, () -> reading.accept(none));
      FileSystemException e = assertThrows(FileSystemException.class, () -> reading.accept(folder));
      assertEquals(folder + ": expected a file, found a folder" + REMEDY, e.getMessage());
    }
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "there are no such pipes");
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    String message = pipe + ": expected a file, found a pipe, a device or the like" + REMEDY;
    for (ThrowingConsumer<Path> reading : READINGS) {
      FileSystemException e =
          assertTimeoutPreemptively(
              Duration.ofSeconds(20),
              () -> assertThrows(FileSystemException.class, () -> reading.accept(pipe)));
      assertEquals(message, e.getMessage());
    }
    BackendException e = assertThrows(BackendException.class, () -> Safetensors.read(pipe));
    assertEquals(message, e.getMessage());
  }

  @Test
  void aLinkIsNoFileToWriteInPlace() throws IOException {
    Path file = folder.resolve("file");
    assertEquals(file, RegularFile.requireNoLink(file));
    Files.createSymbolicLink(file, folder.resolve("nothing"));
    FileSystemException e =
        assertThrows(FileSystemException.class, () -> RegularFile.requireNoLink(file));
    assertEquals(
        file + ": expected a file that was made here, found a link; remove it", e.getMessage());
  }
}
