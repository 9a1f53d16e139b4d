package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.internal.FolderLock.Work;

class FolderLockTest {
  @TempDir Path folder;

  @Test
  void aFolderIsLockedForEachWorkByItself() throws IOException {
    FolderLock training = FolderLock.of(folder, Work.TRAINING);
    try (training) {
      FolderLock.of(folder, Work.SAMPLING).close();
      IOException e =
          assertThrows(IOException.class, () -> FolderLock.of(folder, Work.TRAINING).close());
      assertEquals(
          folder
              + ": expected to be the only one who trains in it, found another running training;"
              + " wait until that has ended, or choose another folder",
          e.getMessage());
    }
    FolderLock.of(folder, Work.TRAINING).close();
  }

  @Test
  void anInterruptedThreadLocksTooAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    FolderLock lock = FolderLock.of(folder, Work.SAMPLING);
    try (lock) {
      assertTrue(Thread.interrupted());
      assertThrows(IOException.class, () -> FolderLock.of(folder, Work.SAMPLING).close());
    }
  }
}
