package org.pigdiffusion.examples.common;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folder of {@code --out}, for one program at a time: two would leave each other's results out.
 * It is locked from the beginning if it is there, else from when it is made, so that what is
 * refused before leaves nothing behind. The system takes the lock from a program that is killed;
 * its file stays, as deleting it would let two programs in. For one thread.
 */
public final class OutFolder implements AutoCloseable {
  private static final String LOCK = ".program.lock";

  /** The folders of this process, in which the platform does not tell who has a lock. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private Optional<Held> held = Optional.empty();

  /** A lock that this program has. */
  private record Held(Path real, FileChannel channel) {}

  private OutFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder of a program.
   *
   * @throws IllegalArgumentException if another program has it
   */
  public static OutFolder of(Path folder) throws IOException {
    OutFolder out = new OutFolder(folder);
    if (Files.isDirectory(folder)) {
      out.lock();
    }
    return out;
  }

  /**
   * Makes the folder unless it is there.
   *
   * @throws IllegalArgumentException if another program has it, or made it since this one began
   */
  public void make() throws IOException {
    Files.createDirectories(folder);
    if (held.isEmpty()) {
      lock();
      try (Stream<Path> all = Files.list(folder)) {
        if (all.anyMatch(path -> !path.endsWith(LOCK))) {
          throw new IllegalArgumentException(
              "--out: expected nothing in %s, as when this program began, found that another has"
                      .formatted(folder)
                  + " written to it since; give the same command again, or another --out");
        }
      }
    }
  }

  private void lock() throws IOException {
    Path real = folder.toRealPath();
    if (!OURS.add(real)) {
      throw taken();
    }
    try {
      held = Optional.of(new Held(real, locked(real.resolve(LOCK))));
    } finally {
      if (held.isEmpty()) {
        OURS.remove(real);
      }
    }
  }

  private FileChannel locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Taken by a second copy of this class in one process.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw taken();
    }
    return channel;
  }

  private IllegalArgumentException taken() {
    return new IllegalArgumentException(
        "--out: expected a folder that no other running program writes to, found one in %s; wait"
                .formatted(folder)
            + " until that has ended, or give another --out");
  }

  @Override
  public void close() throws IOException {
    if (held.isPresent()) {
      Held lock = held.get();
      held = Optional.empty();
      try {
        lock.channel().close();
      } finally {
        OURS.remove(lock.real());
      }
    }
  }
}
