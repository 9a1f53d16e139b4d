package org.pigdiffusion.internal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Has the system put on the disk what was written, so that a power cut does not undo it. An
 * interrupt does not stop it, and the thread stays interrupted.
 */
public final class Flush {
  private Flush() {}

  /** The content of a file. */
  public static void file(Path file) throws IOException {
    force(file, StandardOpenOption.WRITE);
  }

  /** The names in a folder, where the system can do that. */
  public static void folder(Path folder) {
    try {
      force(folder, StandardOpenOption.READ);
    } catch (IOException ignored) {
      // Windows opens no folders. There, a power cut may undo a rename, which has succeeded.
    }
  }

  private static void force(Path path, OpenOption option) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (!tryForce(path, option)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether it was done before an interrupt came. */
  private static boolean tryForce(Path path, OpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }
}
