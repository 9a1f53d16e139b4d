package org.pigdiffusion.internal;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * How large a file may be that is read as a whole. A file can claim any size, and take the memory
 * of all threads with it; so its size is looked at first.
 *
 * @param content what the file is to hold, as messages call it
 * @param bytes the most bytes of it
 * @param copies how many times over it may stand in memory while it is read
 */
public record SizeLimit(String content, long bytes, int copies) {
  /** As many bytes as one array holds. */
  public static final long ONE_ARRAY = Integer.MAX_VALUE - 8L;

  private static final long TEXT = 1 << 24;

  /** A limit for what stands in memory twice: as it was read, and as what was made of it. */
  public SizeLimit(String content, long bytes) {
    this(content, bytes, 2);
  }

  /** A limit for a text of a few lines or figures: 16 MiB, far more than any takes. */
  public static SizeLimit ofText(String content) {
    return new SizeLimit(content, TEXT);
  }

  /** The most bytes for which Java has the memory. */
  public long most() {
    return Math.min(bytes, Runtime.getRuntime().maxMemory() / copies);
  }

  /**
   * Refuses a file that is larger.
   *
   * @throws FileSystemException if it is; the message names it
   */
  void require(Path file, long found) throws FileSystemException {
    if (found > most()) {
      String remedy =
          found > bytes
              ? "; put the right file there"
              : ", too many for the memory that Java may take; give it more (option -Xmx)";
      throw new FileSystemException(
          file.toString(),
          null,
          "expected %s of at most %d bytes, found %d%s".formatted(content, most(), found, remedy));
    }
  }
}
