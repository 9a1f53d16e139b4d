package org.pigdiffusion.examples.common;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that the programs read: to read a pipe under such a name would wait for ever. */
public final class InputFile {
  private InputFile() {}

  /** The text of a file, which must be UTF-8. */
  public static String text(Path file) throws IOException {
    return Files.readString(require(file));
  }

  /** All of a file. */
  public static byte[] bytes(Path file) throws IOException {
    return Files.readAllBytes(require(file));
  }

  private static Path require(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw new FileSystemException(
          file.toString(),
          null,
          "expected a file, found a folder, a pipe or the like; move that away, or name a file");
    }
    return file;
  }
}
