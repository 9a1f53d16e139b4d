package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
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
  private static final SizeLimit LIMIT = new SizeLimit("a word", 4);
  private static final List<ThrowingConsumer<Path>> READINGS =
      List.of(
          RegularFile::require,
          file -> RegularFile.text(file, LIMIT),
          file -> RegularFile.bytes(file, LIMIT),
          RegularFile::stream,
          RegularFile::reader,
          RegularFile::channel);

  @TempDir Path folder;

  @Test
  void aFileIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertEquals("text", RegularFile.text(file, LIMIT));
    assertArrayEquals(new byte[] {'t', 'e', 'x', 't'}, RegularFile.bytes(file, LIMIT));
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
  void aLargerFileIsRefusedBeforeItIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "texts");
    String refusal = file + ": expected a word of at most 4 bytes, found ";
    for (ThrowingConsumer<Path> reading : READINGS.subList(1, 3)) {
      FileSystemException e = assertThrows(FileSystemException.class, () -> reading.accept(file));
      assertEquals(refusal + "5; put the right file there", e.getMessage());
    }
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    for (ThrowingConsumer<Path> reading : READINGS.subList(1, 3)) {
      FileSystemException e = assertThrows(FileSystemException.class, () -> reading.accept(file));
      assertEquals(refusal + "3221225472; put the right file there", e.getMessage());
    }
  }

  @Test
  void whatJavaHasNoMemoryForIsRefusedBeforeItIsRead() throws IOException {
    long most = Runtime.getRuntime().maxMemory() / 1000;
    Path file = folder.resolve("file");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(most + 1);
    }
    SizeLimit limit = new SizeLimit("much", Long.MAX_VALUE, 1000);
    FileSystemException e =
        assertThrows(FileSystemException.class, () -> RegularFile.bytes(file, limit));
    assertEquals(
        "%s: expected much of at most %d bytes, found %d, too many for the memory that Java may"
                .formatted(file, most, most + 1)
            + " take; give it more (option -Xmx)",
        e.getMessage());
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
