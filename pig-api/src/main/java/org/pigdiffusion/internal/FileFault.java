package org.pigdiffusion.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Faults of files that name the file and the cause, as those of the platform often do not. */
public final class FileFault {
  private FileFault() {}

  /** A fault that says what it is about, as full disks and missing folders do not by themselves. */
  public static IOException named(Path path, IOException cause) {
    FileSystemException named;
    if (cause instanceof NoSuchFileException) {
      named = new NoSuchFileException(path.toString(), null, missing(path));
    } else if (cause instanceof AccessDeniedException) {
      named = new AccessDeniedException(path.toString(), null, "no permission to write there");
    } else {
      named = new FileSystemException(path.toString(), null, reason(cause));
    }
    named.initCause(cause);
    return named;
  }

  /** A fault of a file in a folder's draft, by the path that the file was to have. */
  static FileSystemException within(Path folder, Path draft, FileSystemException fault) {
    String file = fault.getFile();
    if (file == null || !file.startsWith(draft.toString())) {
      return fault;
    }
    String place = folder + file.substring(draft.toString().length());
    FileSystemException named = new FileSystemException(place, null, reason(fault));
    named.initCause(fault);
    return named;
  }

  private static String missing(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null || Files.exists(folder)
        ? "there is no such file"
        : "there is no folder " + folder;
  }

  /**
   * Why the system refused, without the file's name: its exceptions often say it by nothing but
   * their type.
   */
  public static String reason(FileSystemException cause) {
    if (cause.getReason() != null) {
      return cause.getReason();
    }
    if (cause instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "there is no permission";
    }
    if (cause instanceof FileAlreadyExistsException) {
      return "something is there already";
    }
    if (cause instanceof DirectoryNotEmptyException) {
      return "a folder is there that is not empty";
    }
    if (cause instanceof NotDirectoryException) {
      return "that is no folder";
    }
    return "the system refuses it without a reason";
  }

  private static @Nullable String reason(IOException cause) {
    if (cause instanceof FileSystemException system) {
      return reason(system);
    }
    // Codecs put words of their own around what the disk says.
    return cause.getCause() instanceof IOException inner ? reason(inner) : cause.getMessage();
  }
}
