package org.pigdiffusion.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files and folders that appear whole or not at all, and last: each is written under another name
 * beside its place, flushed to the disk, and renamed, and the rename is flushed too. What was there
 * before is replaced, or, if anything fails, left as it was. What a killed process leaves, the next
 * one sweeps: see {@link Draft}.
 *
 * <p>An {@link IOException} names the path and the cause: {@code pair/x.onnx: No space left on
 * device}. An interrupt does not stop the writing, and the thread stays interrupted.
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
    requireNoFolder(file);
    try (Draft draft = Draft.beside(file)) {
      fill(draft.path(), file, content);
      putInPlace(draft.path(), file);
    }
  }

  /** Writes a text file, as UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes two files that belong together, both before either takes its place.
   *
   * @param kept a place in the folder of the first that holds the first of before while the second
   *     of before may still be in its place: if the process is killed there, the two are whole
   */
  public static void writeTwo(Path first, Content ofFirst, Path second, Content ofSecond, Path kept)
      throws IOException {
    requireNoFolder(first);
    requireNoFolder(second);
    try (Draft one = Draft.beside(first);
        Draft two = Draft.beside(second)) {
      fill(one.path(), first, ofFirst);
      fill(two.path(), second, ofSecond);
      keep(first, kept);
      try {
        putInPlace(one.path(), first);
        putInPlace(two.path(), second);
      } catch (IOException e) {
        putBack(kept, first);
        throw e;
      }
      Files.deleteIfExists(kept);
    }
  }

  /** Before the content is made: the disk would refuse it only at the end. A link is replaced. */
  private static void requireNoFolder(Path file) throws FileSystemException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(),
          null,
          "expected a file or nothing there, found a folder; move it away, or choose another name");
    }
  }

  private static void keep(Path file, Path kept) throws IOException {
    Files.deleteIfExists(kept);
    if (Files.notExists(file)) {
      return;
    }
    try {
      Files.createLink(kept, file);
      Flush.folder(Draft.folder(kept));
    } catch (IOException | UnsupportedOperationException e) {
      write(kept, out -> Files.copy(file, out)); // a file system without links
    }
  }

  private static void putBack(Path kept, Path file) throws IOException {
    if (Files.exists(kept)) {
      putInPlace(kept, file);
      Files.deleteIfExists(kept); // two links to one file stay two
    }
  }

  /**
   * Makes a folder and all that is in it. The folder that it lies in must exist, and it must not.
   *
   * @throws IOException also what the filler throws; of a file in the folder, by its final path
   */
  public static void writeFolder(Path folder, Filler filler) throws IOException {
    try (Draft draft = Draft.beside(folder)) {
      try {
        Files.createDirectory(draft.path());
      } catch (IOException e) {
        throw FileFault.named(folder, e);
      }
      try {
        filler.fill(draft.path());
        flushContents(draft.path());
      } catch (FileSystemException e) {
        throw FileFault.within(folder, draft.path(), e);
      }
      putInPlace(draft.path(), folder);
    }
  }

  /** Deletes a folder with all that is in it. Killed in between, it is gone all the same. */
  public static void deleteFolder(Path folder) throws IOException {
    try (Draft draft = Draft.beside(folder)) {
      putInPlace(folder, draft.path());
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

  private static void fill(Path draft, Path file, Content content) throws IOException {
    // Not a temporary file of the platform: only its owner might read it.
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW), BUFFER)) {
      content.writeTo(out);
    } catch (IOException e) {
      throw isAboutAnother(draft, e) ? e : FileFault.named(file, e);
    }
    try {
      Flush.file(draft);
    } catch (IOException e) {
      throw FileFault.named(file, e);
    }
  }

  /** Whether a fault names a file that the content comes from: then it says enough. */
  private static boolean isAboutAnother(Path draft, IOException fault) {
    return fault instanceof FileSystemException named && !draft.toString().equals(named.getFile());
  }

  private static void putInPlace(Path draft, Path place) throws IOException {
    try {
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileFault.named(place, e);
    }
    Flush.folder(Draft.folder(place));
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
