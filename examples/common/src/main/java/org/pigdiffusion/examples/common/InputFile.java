package org.pigdiffusion.examples.common;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Files that the programs read: to read a pipe under such a name would wait for ever, and a file of
 * gigabytes would take all memory.
 */
public final class InputFile {
  private static final long MOST_TEXT = 1 << 24;
  private static final long MOST_BYTES = 1 << 29;

  private InputFile() {}

  /** The text of a file of at most 16 MiB, which must be UTF-8. */
  public static String text(Path file) throws IOException {
    return Files.readString(require(file, MOST_TEXT));
  }

  /** All of a file of at most 512 MiB. */
  public static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(require(file, MOST_BYTES));
  }

  private static Path require(Path file, long most) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new FileSystemException(
          file.toString(),
          null,
          "expected a file, found a folder, a pipe or the like; move that away, or name a file");
    }
    if (Files.size(file) > most) {
      throw new FileSystemException(
          file.toString(),
          null,
          "expected at most %d bytes, found %d; put the right file there"
              .formatted(most, Files.size(file)));
    }
    return file;
  }
}
