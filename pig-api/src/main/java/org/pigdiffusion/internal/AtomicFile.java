package org.pigdiffusion.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that appear whole or not at all, and last: each is written under another name
 * beside its place, flushed to the disk, and renamed, and the rename is flushed too. What was there
 * before is replaced, or, if anything fails, left as it was.
 *
 * <p>An {@link IOException} names the path and the cause: {@code pair/x.onnx: No space left on
 * device}.
 */
public final class AtomicFile {
  private static final int BUFFER = 1 << 16;

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the stream is buffered, and is closed by its owner. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Puts the files of a folder into it. */
  @FunctionalInterface
  public interface Filler {
    /** Fills an empty folder. */
    void fill(Path folder) throws IOException;
  }

  private AtomicFile() {}

  /** Writes a file. Its folder must exist. */
  public static void write(Path file, Content content) throws IOException {
    Path draft = draft(file, content);
    try {
      putInPlace(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Writes a text file, as UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes two files, both before either takes its place. */
  public static void writeTwo(Path first, Content ofFirst, Path second, Content ofSecond)
      throws IOException {
    Path one = draft(first, ofFirst);
    try {
      Path two = draft(second, ofSecond);
      try {
        putInPlace(one, first);
        putInPlace(two, second);
      } finally {
        Files.deleteIfExists(two);
      }
    } finally {
      Files.deleteIfExists(one);
    }
  }

  /**
   * Makes a folder and all that is in it. The folder that it lies in must exist, and it must not.
   *
   * @throws IOException also what the filler throws, as it is
   */
  public static void writeFolder(Path folder, Filler filler) throws IOException {
    Path draft = beside(folder);
    try {
      Files.createDirectory(draft);
    } catch (IOException e) {
      throw named(folder, e);
    }
    try {
      filler.fill(draft);
      flushContents(draft);
      putInPlace(draft, folder);
    } finally {
      deleteTree(draft);
    }
  }

  /** Deletes a file, or a folder with all that is in it; does nothing if it is not there. */
  public static void deleteTree(Path path) throws IOException {
    if (Files.notExists(path)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(path)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }

  /** Whether a name is one that something bears here until it is whole. */
  public static boolean isDraft(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.startsWith(".") && name.endsWith(".tmp");
  }

  private static Path draft(Path file, Content content) throws IOException {
    // Not a temporary file of the platform: only its owner might read it.
    Path draft = beside(file);
    try (FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
      content.writeTo(out);
      out.flush();
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw named(file, e);
    } catch (RuntimeException | Error e) {
      Files.deleteIfExists(draft);
      throw e;
    }
    return draft;
  }

  /** A free name in the same folder. */
  private static Path beside(Path file) throws IOException {
    Path name = file.getFileName();
    if (name == null || name.toString().isEmpty()) {
      throw new IOException("'" + file + "': expected the path of a file or folder, found a root");
    }
    return file.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
  }

  private static void putInPlace(Path draft, Path place) throws IOException {
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw named(place, e);
    }
    flushFolder(place.toAbsolutePath().resolveSibling(""));
  }

  private static void flushContents(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.toList();
    }
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      } catch (IOException e) {
        throw named(file, e);
      }
    }
    flushFolder(folder);
  }

  private static void flushFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException ignored) {
      // Windows opens no folders. There, a power cut may undo the rename, which has succeeded.
    }
  }

  /** A fault that says what it is about, as full disks and missing folders do not by themselves. */
  private static IOException named(Path path, IOException cause) {
    FileSystemException named;
    if (cause instanceof NoSuchFileException) {
      String folder = "there is no folder " + path.toAbsolutePath().getParent();
      named = new NoSuchFileException(path.toString(), null, folder);
    } else if (cause instanceof AccessDeniedException) {
      named = new AccessDeniedException(path.toString(), null, "no permission to write there");
    } else {
      named = new FileSystemException(path.toString(), null, reason(cause));
    }
    named.initCause(cause);
    return named;
  }

  private static @Nullable String reason(IOException cause) {
    if (cause instanceof FileSystemException system) {
      return system.getReason() == null ? cause.toString() : system.getReason();
    }
    return cause.getMessage();
  }
}
