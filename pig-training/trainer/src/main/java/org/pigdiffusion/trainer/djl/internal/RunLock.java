package org.pigdiffusion.trainer.djl.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pigdiffusion.internal.FolderLock;
import org.pigdiffusion.internal.WritableFolder;
import org.pigdiffusion.trainer.TrainingException;

/**
 * Keeps other trainings out of the folder of a run. Where nothing can be written nobody is kept
 * out: a finished run may lie there, to be read. So {@link #requireWritable} comes before the first
 * step.
 */
public final class RunLock implements AutoCloseable {
  private final Optional<FolderLock> lock;

  private RunLock(Optional<FolderLock> lock) {
    this.lock = lock;
  }

  /**
   * Locks a folder; makes it if it is missing.
   *
   * @throws TrainingException if another training has it, or it cannot be made
   */
  public static RunLock of(Path folder) {
    if (!Files.isDirectory(folder)) {
      requireWritable(folder);
    }
    try {
      return new RunLock(Optional.of(FolderLock.of(folder, FolderLock.Work.TRAINING)));
    } catch (FileSystemException e) {
      if (isReadOnly(folder)) {
        return new RunLock(Optional.empty());
      }
      throw fault(e);
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private static boolean isReadOnly(Path folder) {
    try {
      WritableFolder.require(folder);
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Refuses a folder that no checkpoint can be written to; makes it if it is missing.
   *
   * @throws TrainingException if it cannot be made or written to
   */
  public static void requireWritable(Path folder) {
    try {
      WritableFolder.require(folder);
    } catch (IOException e) {
      throw new TrainingException(
          "run folder: checkpoints could not be written to it: " + e.getMessage(), e);
    }
  }

  private static TrainingException fault(IOException e) {
    return new TrainingException("run folder: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    if (lock.isPresent()) {
      try {
        lock.get().close();
      } catch (IOException e) {
        throw fault(e);
      }
    }
  }
}
