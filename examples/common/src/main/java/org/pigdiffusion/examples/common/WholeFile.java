package org.pigdiffusion.examples.common;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a result of a program: it is there whole or, if the program is stopped, not at all. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; the stream is closed by its owner. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, or replaces it.
   *
   * @throws IOException by the file's name, as full disks by themselves do not
   */
  public static void write(Path file, Content content) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(),
          null,
          "expected a file or nothing there, found a folder; move it away, or choose another name");
    }
    // A name of its own: under a fixed one there might be a link, a pipe or another's draft. Not a
    // temporary file of the platform: only its owner might read it.
    Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW)) {
        content.writeTo(out);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw named(file, draft, e);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** By the file's name, unless another's is told: the user knows nothing of drafts. */
  private static IOException named(Path file, Path draft, IOException e) {
    String name = file.toString();
    FileSystemException named = new FileSystemException(name, null, e.getMessage());
    if (e instanceof FileSystemException system) {
      if (!draft.toString().equals(system.getFile())) {
        return system;
      }
      if (system instanceof NoSuchFileException) {
        Path folder = file.toAbsolutePath().getParent();
        named = new NoSuchFileException(name, null, "there is no folder " + folder);
      } else if (system instanceof AccessDeniedException) {
        named = new AccessDeniedException(name);
      } else {
        named = new FileSystemException(name, null, system.getReason());
      }
    }
    named.initCause(e);
    return named;
  }

  /** Writes a text as UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
