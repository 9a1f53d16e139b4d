package org.pigdiffusion.picture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pigdiffusion.internal.FileFault;
import org.pigdiffusion.internal.RegularFile;

/**
 * Keeps other jobs out of a folder, be they of this process or of another. The system gives the
 * lock back when the process ends, however it ends.
 */
final class JobLock implements AutoCloseable {
  private static final String NAME = ".job.lock";

  /**
   * The folders of this process. Its second channel on a lock file would, when closed, take the
   * lock of the first away: so it must not be opened.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path real;
  private final FileChannel channel;

  private JobLock(Path real, FileChannel channel) {
    this.real = real;
    this.channel = channel;
  }

  /** Locks a folder, which must be there, or says who has it. */
  static JobLock of(Path folder) throws IOException {
    Path real = folder.toRealPath();
    if (!OURS.add(real)) {
      throw taken(folder);
    }
    try {
      return new JobLock(real, lock(folder));
    } catch (IOException | RuntimeException | Error e) {
      OURS.remove(real);
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    Path file = RegularFile.requireNoLink(folder.resolve(NAME));
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
    throw taken(folder);
  }

  private static IOException taken(Path folder) {
    return new IOException(
        folder
            + ": expected to be the only one who samples into it, found another running job; wait"
            + " until that has ended, or choose another folder");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    OURS.remove(real);
  }
}
