package org.pigdiffusion.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads files and folders by name. All of the library's files are opened here: of a pipe or a
 * device under the name of a file, reading would wait or go on for ever, so what is no file is
 * refused at once. Links are followed.
 */
public final class RegularFile {
  private RegularFile() {}

  /**
   * Refuses what is no file.
   *
   * @return the same path
   * @throws NoSuchFileException if nothing is there
   * @throws FileSystemException if something else is; the message names it
   */
  public static Path require(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      return file;
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    String found = Files.isDirectory(file) ? "a folder" : "a pipe, a device or the like";
    throw new FileSystemException(
        file.toString(),
        null,
        "expected a file, found " + found + "; move that away, or name a file");
  }

  /**
   * Refuses what is no folder.
   *
   * @return the same path
   * @throws NoSuchFileException if nothing is there
   * @throws FileSystemException if something else is; the message names it
   */
  public static Path requireFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    String found = Files.isRegularFile(folder) ? "a file" : "a pipe, a device or the like";
    throw new FileSystemException(
        folder.toString(),
        null,
        "expected a folder, found " + found + "; move that away, or name a folder");
  }

  /**
   * Refuses a link under the name of a file of ours that is written in place: what it leads to,
   * there already or not, is another's.
   *
   * @return the same path
   * @throws FileSystemException if there is a link; the message names it
   */
  public static Path requireNoLink(Path file) throws FileSystemException {
    if (Files.isSymbolicLink(file)) {
      throw new FileSystemException(
          file.toString(), null, "expected a file that was made here, found a link; remove it");
    }
    return file;
  }

  /**
   * The text of a file, which must be UTF-8.
   *
   * @throws FileSystemException if it is larger than the limit
   */
  public static String text(Path file, SizeLimit limit) throws IOException {
    limit.require(file, Files.size(require(file)));
    return Files.readString(file);
  }

  /**
   * All of a file.
   *
   * @throws FileSystemException if it is larger than the limit
   */
  public static byte[] bytes(Path file, SizeLimit limit) throws IOException {
    limit.require(file, Files.size(require(file)));
    return Files.readAllBytes(file);
  }

  /** A stream of a file's bytes, which has no buffer. */
  public static InputStream stream(Path file) throws IOException {
    return Files.newInputStream(require(file));
  }

  /** A stream of a file's text, which must be UTF-8. */
  public static BufferedReader reader(Path file) throws IOException {
    return Files.newBufferedReader(require(file));
  }

  /** A channel to read from. */
  public static FileChannel channel(Path file) throws IOException {
    return FileChannel.open(require(file), StandardOpenOption.READ);
  }
}
