package org.pigdiffusion.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps others of the same work out of a folder, be they of this process or of another. The system
 * gives the lock back when the process ends, however it ends. Its file stays: deleting it would let
 * two processes in.
 */
public final class FolderLock implements AutoCloseable {
  /** What a folder is locked for. */
  public enum Work {
    /** A sampling job. */
    SAMPLING(".job.lock", "samples into it", "running job"),
    /** A run of a trainer. */
    TRAINING(".run.lock", "trains in it", "running training");

    private final String file;
    private final String does;
    private final String other;

    Work(String file, String does, String other) {
      this.file = file;
      this.does = does;
      this.other = other;
    }
  }

  /**
   * The lock files of this process. Its second channel on one would, when closed, take the lock of
   * the first away: so it must not be opened.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path real;
  private final FileChannel channel;

  private FolderLock(Path real, FileChannel channel) {
    this.real = real;
    this.channel = channel;
  }

  /**
   * Locks a folder. An interrupt does not forbid it, and the thread stays interrupted.
   *
   * @param folder which must be there
   * @throws IOException if another has it, in which case the message says so, or if the lock file
   *     cannot be written
   */
  public static FolderLock of(Path folder, Work work) throws IOException {
    Path real = folder.toRealPath().resolve(work.file);
    if (!OURS.add(real)) {
      throw taken(folder, work);
    }
    boolean interrupted = Thread.interrupted(); // it would close the channel
    try {
      return new FolderLock(real, lock(folder, work));
    } catch (IOException | RuntimeException | Error e) {
      OURS.remove(real);
      throw e;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FileChannel lock(Path folder, Work work) throws IOException {
    Path file = RegularFile.requireNoLink(folder.resolve(work.file));
    if (Files.exists(file)) {
      RegularFile.require(file);
    }
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Taken by a second copy of this class in one process.
    } catch (IOException e) {
      channel.close();
      throw FileFault.named(file, e);
    }
    channel.close();
    throw taken(folder, work);
  }

  private static IOException taken(Path folder, Work work) {
    return new IOException(
        "%s: expected to be the only one who %s, found another %s; wait until that has ended, or"
                .formatted(folder, work.does, work.other)
            + " choose another folder");
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      OURS.remove(real);
    }
  }
}
