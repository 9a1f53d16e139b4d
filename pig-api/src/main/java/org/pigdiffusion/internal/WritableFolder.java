package org.pigdiffusion.internal;

import java.io.IOException;
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
    } catch (IOException e) {
      throw FileFault.named(folder, e);
    }
    Draft.beside(folder.resolve("written")).close();
  }
}
