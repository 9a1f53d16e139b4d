package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.pigdiffusion.internal.RegularFile;

/**
 * The bytes of a file. A header is thousands of reads of a few bytes, so one window of the file is
 * kept; the file is open only while a window or a frame is read, so there is nothing to close.
 */
final class FileBytes implements ByteSource {
  private static final int WINDOW = 1 << 16;

  private final Path file;
  private final long size;
  private byte[] window = new byte[0];
  private long windowAt;

  FileBytes(Path file) throws IOException {
    this.file = file;
    this.size = Files.size(RegularFile.require(file));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public synchronized byte[] read(long at, int count) throws IOException {
    require(at, count);
    if (count > WINDOW) {
      return load(at, count);
    }
    if (at < windowAt || at + count > windowAt + window.length) {
      window = load(at, (int) Math.min(WINDOW, size - at));
      windowAt = at;
    }
    int from = (int) (at - windowAt);
    return Arrays.copyOfRange(window, from, from + count);
  }

  private byte[] load(long at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    try (FileChannel channel = RegularFile.channel(file)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, at + bytes.position()) < 0) {
          throw new DicomException("the file became shorter while it was read");
        }
      }
    }
    return bytes.array();
  }

  @Override
  public String place(long at) {
    return "byte " + at;
  }
}
