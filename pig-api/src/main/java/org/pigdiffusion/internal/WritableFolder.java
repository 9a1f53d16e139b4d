package org.pigdiffusion.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that long work will write to: what forbids that is told before the work begins. */
public final class WritableFolder {
  private WritableFolder() {}

  /**
   * Makes a folder if it is missing, and a file in it that is removed again. Permissions alone do
   * not tell: a disk may be read-only.
   *
   * @throws IOException if it cannot be made or written to; the message names it
   */
  public static void require(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    RegularFile.requireFolder(there);
    try {
      Files.createDirectories(folder);
      Draft.beside(folder.resolve("written")).close();
    } catch (FileSystemException e) {
      FileSystemException named =
          new FileSystemException(
              folder.toString(),
              null,
              "expected a folder that can be written to, found that the system refuses it (%s);"
                      .formatted(FileFault.reason(e))
                  + " name another");
      named.initCause(e);
      throw named;
    }
  }
}
