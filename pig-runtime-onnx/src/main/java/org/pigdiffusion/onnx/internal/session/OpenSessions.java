package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The sessions of a model, to be closed by the caller. Thread-safe.
 *
 * @param together one that uses all threads
 * @param alone one that uses the calling thread alone; on a CPU of several threads only
 * @param threads how many all threads are
 * @param device where they run
 */
public record OpenSessions(
    OrtSession together, Optional<OrtSession> alone, int threads, String device)
    implements AutoCloseable {

  /** What to do with the images from one to before another. */
  @FunctionalInterface
  public interface Part {
    void compute(OrtSession session, int from, int to) throws OrtException;
  }

  /**
   * Computes images, at least one. If there is one for every thread, they are divided among the
   * threads, and each computes its part alone: threads that share the work of a call wait for each
   * other hundreds of times. Else all threads compute them together.
   */
  public void compute(int images, Part part) throws OrtException {
    if (alone.isEmpty() || images < threads) {
      part.compute(together, 0, images);
      return;
    }
    List<Callable<Void>> tasks =
        IntStream.range(0, threads)
            .mapToObj(
                i ->
                    (Callable<Void>)
                        () -> {
                          part.compute(alone.get(), share(images, i), share(images, i + 1));
                          return null;
                        })
            .toList();
    awaitAll(ForkJoinPool.commonPool().invokeAll(tasks));
  }

  private int share(int images, int thread) {
    return (int) ((long) images * thread / threads);
  }

  private static void awaitAll(List<Future<Void>> tasks) throws OrtException {
    for (Future<Void> task : tasks) {
      try {
        Uninterruptibles.getUninterruptibly(task);
      } catch (ExecutionException e) {
        Throwable fault = Objects.requireNonNullElse(e.getCause(), e);
        Throwables.throwIfInstanceOf(fault, OrtException.class);
        Throwables.throwIfUnchecked(fault);
        throw new AssertionError("a part throws nothing else", e);
      }
    }
  }

  @Override
  public void close() throws OrtException {
    try (together) {
      if (alone.isPresent()) {
        alone.get().close();
      }
    }
  }
}
