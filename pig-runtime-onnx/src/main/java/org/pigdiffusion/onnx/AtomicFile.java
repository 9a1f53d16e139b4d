package org.pigdiffusion.onnx;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that appear whole or not at all. */
final class AtomicFile {
  /** Writes the content of a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /** Writes a file, replacing one that is there. */
  static void write(Path file, Content content) throws IOException {
    Path written = writeBeside(file, content);
    try {
      rename(written, file);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** Writes two files, both before either takes its place. */
  static void writeTwo(Path first, Content ofFirst, Path second, Content ofSecond)
      throws IOException {
    Path one = writeBeside(first, ofFirst);
    try {
      Path two = writeBeside(second, ofSecond);
      try {
        rename(one, first);
        rename(two, second);
      } finally {
        Files.deleteIfExists(two);
      }
    } finally {
      Files.deleteIfExists(one);
    }
  }

  /** Writes and flushes a file of another name in the folder of the given one. */
  static Path writeBeside(Path file, Content content) throws IOException {
    Path other = beside(file);
    try (FileChannel channel =
        FileChannel.open(other, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(other);
      throw e;
    }
    return other;
  }

  /** A free name in the same folder. */
  static Path beside(Path file) {
    return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
  }

  /** Renames within a folder and makes the new name last. */
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    flushFolder(to.toAbsolutePath().resolveSibling(""));
  }

  private static void flushFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException ignored) {
      // Windows opens no folders. The rename itself has succeeded.
    }
  }
}
