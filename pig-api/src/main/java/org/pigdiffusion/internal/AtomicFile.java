package org.pigdiffusion.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files and folders that appear whole or not at all, and last: each is written under another name
 * beside its place, flushed to the disk, and renamed, and the rename is flushed too. What was there
 * before is replaced, or, if anything fails, left as it was.
 *
 * <p>An {@link IOException} names the path and the cause: {@code pair/x.onnx: No space left on
 * device}. An interrupt does not stop the writing, and the thread stays interrupted.
 */
public final class AtomicFile {
  private static final int BUFFER = 1 << 16;
  private static final Pattern DRAFT = Pattern.compile("\\.(.+)\\.[0-9a-f-]{36}\\.tmp");

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
      throw FileFault.named(folder, e);
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

  /**
   * The file or folder that a draft was to become; empty if it is no draft of this class. What lies
   * there belongs to a process that was killed, or to one that is writing it now: who sweeps drafts
   * must know that nobody else writes that file.
   */
  public static Optional<Path> whatIsDrafted(Path path) {
    Matcher draft = DRAFT.matcher(String.valueOf(path.getFileName()));
    return draft.matches() ? Optional.of(path.resolveSibling(draft.group(1))) : Optional.empty();
  }

  private static Path draft(Path file, Content content) throws IOException {
    // Not a temporary file of the platform: only its owner might read it.
    Path draft = beside(file);
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW), BUFFER)) {
        content.writeTo(out);
      }
      Flush.file(draft);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw isAboutAnother(draft, e) ? e : FileFault.named(file, e);
    } catch (RuntimeException | Error e) {
      Files.deleteIfExists(draft);
      throw e;
    }
    return draft;
  }

  /** Whether a fault names a file that the content comes from: then it says enough. */
  private static boolean isAboutAnother(Path draft, IOException fault) {
    return fault instanceof FileSystemException named && !draft.toString().equals(named.getFile());
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
      throw FileFault.named(place, e);
    }
    Flush.folder(place.toAbsolutePath().resolveSibling(""));
  }

  /** All files and folders in a folder, and itself. */
  private static void flushContents(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) found::iterator) {
        if (Files.isDirectory(path)) {
          Flush.folder(path);
        } else {
          flushFile(path);
        }
      }
    }
  }

  private static void flushFile(Path file) throws IOException {
    try {
      Flush.file(file);
    } catch (IOException e) {
      throw FileFault.named(file, e);
    }
  }
}
