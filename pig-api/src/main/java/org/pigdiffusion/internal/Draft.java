package org.pigdiffusion.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place {@code .NAME.UUID.tmp} beside a file or folder, where it is made until it is whole.
 *
 * <p>What a killed process leaves there is swept by the next process that writes to the same
 * folder. So that nobody sweeps what a living one is writing, a draft has a file {@code
 * .NAME.UUID.lock} beside it that its process keeps locked: who gets that lock knows that the
 * process is gone, on this machine or on another that shares the folder. Where a file system has no
 * locks there is no such file, and nothing is swept. Within a folder that is a draft itself, that
 * folder's lock is enough.
 */
public final class Draft implements AutoCloseable {
  private static final Pattern LOCK = Pattern.compile("(?s)(\\..+\\.([0-9a-f-]{36}))\\.lock");
  private static final Pattern NAME = Pattern.compile("(?s)\\..+\\.[0-9a-f-]{36}\\.tmp");

  /** Locks of this process: a second channel on their files would, when closed, free them. */
  private static final Map<String, Optional<Lock>> OURS = new ConcurrentHashMap<>();

  /** Folders that this process has swept; beyond so many, it begins anew. */
  private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

  private static final int MOST_SWEPT = 1000;

  private final Path path;
  private final Optional<Lock> lock;

  private Draft(Path path, Optional<Lock> lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * A free place in the same folder, which is swept if this process has not done it yet.
   *
   * @throws IOException if the folder is missing or cannot be written to
   */
  public static Draft beside(Path place) throws IOException {
    Path name = place.getFileName();
    if (name == null || name.toString().isEmpty()) {
      throw new IOException("'" + place + "': expected the path of a file or folder, found a root");
    }
    if (isInDraft(place)) {
      return new Draft(
          place.resolveSibling(named(name, UUID.randomUUID()) + ".tmp"), Optional.empty());
    }
    Path folder = folder(place);
    if (!SWEPT.contains(folder)) {
      sweep(folder);
    }
    try {
      return locked(place, name);
    } catch (IOException e) {
      throw FileFault.named(place, e);
    }
  }

  private static Draft locked(Path place, Path name) throws IOException {
    while (true) {
      UUID token = UUID.randomUUID();
      Path path = place.resolveSibling(named(name, token) + ".tmp");
      Lock lock = Lock.open(token.toString(), place.resolveSibling(named(name, token) + ".lock"));
      try {
        // Another process may have swept the file before it was locked.
        if (lock.channel().tryLock() != null && Files.exists(lock.file())) {
          return new Draft(path, Optional.of(lock));
        }
      } catch (IOException e) {
        lock.close();
        return new Draft(path, Optional.empty()); // a file system without locks
      }
      lock.close();
    }
  }

  private static String named(Path name, UUID token) {
    return "." + name + "." + token;
  }

  static Path folder(Path place) {
    return place.toAbsolutePath().normalize().resolveSibling("");
  }

  private static boolean isInDraft(Path place) {
    for (Path part : folder(place)) {
      if (isDraft(part)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a name is one that something bears here until it is whole. */
  public static boolean isDraft(Path path) {
    return NAME.matcher(String.valueOf(path.getFileName())).matches();
  }

  /**
   * Removes the drafts that killed processes left in a folder. What cannot be removed, or may be
   * another living process's, stays.
   */
  public static void sweep(Path folder) {
    if (SWEPT.size() >= MOST_SWEPT) {
      SWEPT.clear();
    }
    SWEPT.add(folder.toAbsolutePath().normalize());
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(folder, ".*.lock")) {
      for (Path lock : locks) {
        Matcher name = LOCK.matcher(lock.getFileName().toString());
        if (name.matches()
            && !OURS.containsKey(name.group(2))
            // To open a pipe would wait for ever; a link is none of ours.
            && Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
          sweep(lock, lock.resolveSibling(name.group(1) + ".tmp"));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // No folder yet, or none of ours: whoever writes to it will be told.
    }
  }

  private static void sweep(Path lock, Path draft) {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        AtomicFile.deleteTree(draft);
        Files.deleteIfExists(lock);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // Another sweeps it, or it belongs to another user.
    }
  }

  /** Where to write; nothing is there yet. */
  public Path path() {
    return path;
  }

  /**
   * Has an empty folder there and the lock deleted when this process ends; what was registered
   * later goes before.
   */
  public void deleteOnExit() {
    lock.ifPresent(held -> held.file().toFile().deleteOnExit());
    path.toFile().deleteOnExit();
  }

  /** Deletes what is there, if it was not moved to its place, and gives up the lock. */
  @Override
  public void close() throws IOException {
    try {
      AtomicFile.deleteTree(path);
    } finally {
      lock.ifPresent(Lock::close);
    }
  }

  private record Lock(String token, Path file, FileChannel channel) {
    static Lock open(String token, Path file) throws IOException {
      OURS.put(token, Optional.empty()); // first, so that no other thread opens the file
      try {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Lock lock = new Lock(token, file, channel);
        OURS.put(token, Optional.of(lock));
        return lock;
      } catch (IOException e) {
        OURS.remove(token);
        throw e;
      }
    }

    /** The file goes first: whoever sweeps must not take it for that of a killed process. */
    void close() {
      try (channel) {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // The next process sweeps it.
      } finally {
        OURS.remove(token);
      }
    }
  }
}
