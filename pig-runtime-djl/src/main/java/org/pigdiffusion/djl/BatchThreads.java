package org.pigdiffusion.djl;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Threads that compute a part of a batch each, with a share of the engine's threads. The engine's
 * threads wait for each other at the end of every operation, of which a network of small images has
 * thousands; these wait once.
 *
 * <p>For one caller at a time. Whoever makes them closes them.
 */
public final class BatchThreads implements AutoCloseable {
  private final int threads;
  private final List<ExecutorService> workers = new ArrayList<>();
  private int threadsOfEach;

  /**
   * No thread is started yet.
   *
   * @param threads the threads to share out, at least 1
   */
  BatchThreads(int threads) {
    this.threads = threads;
  }

  /**
   * As many as the engine has threads on a CPU, and one on a GPU.
   *
   * @throws org.pigdiffusion.BackendException if the engine does not start
   */
  public static BatchThreads ofEngine() {
    return new BatchThreads(DjlEngine.isOnGpu() ? 1 : DjlEngine.threads());
  }

  /**
   * As many parts as there are threads, or fewer, so that all are of one size.
   *
   * @param batch images of a batch, at least 1
   */
  public int parts(int batch) {
    int parts = Math.min(threads, batch);
    while (batch % parts != 0) {
      parts--;
    }
    return parts;
  }

  /**
   * Computes all parts; a single one in the thread of the caller.
   *
   * @param parts how many there are, a result of {@link #parts}
   * @param part computes the part of a number, from 0; what it throws is thrown here
   * @return the results in the order of the parts, whichever was ready first
   */
  public <T> List<T> run(int parts, IntFunction<T> part) {
    if (parts == 1) {
      return List.of(part.apply(0));
    }
    shareOut(parts);
    return all(
        IntStream.range(0, parts)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> part.apply(i), workers.get(i)))
            .toList());
  }

  private void shareOut(int parts) {
    while (workers.size() < parts) {
      workers.add(Executors.newSingleThreadExecutor(BatchThreads::thread));
      threadsOfEach = 0;
    }
    if (threadsOfEach != threads / parts) {
      threadsOfEach = threads / parts;
      int ofCaller = JniUtils.getNumThreads();
      all(workers.stream().map(w -> CompletableFuture.runAsync(this::takeShare, w)).toList());
      // The engine keeps the number of the thread that set it, and the latest for new threads.
      JniUtils.setNumThreads(ofCaller);
    }
  }

  private void takeShare() {
    // A thread takes over the latest number at its first question, but not again after that.
    int before = JniUtils.getNumThreads();
    if (before != threadsOfEach) {
      JniUtils.setNumThreads(threadsOfEach);
    }
  }

  /** Waits for all, even if one fails: the others may still use what the caller will close. */
  private static <T> List<T> all(List<CompletableFuture<T>> parts) {
    try {
      CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new)).join();
      return parts.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "pig-djl-batch");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    workers.forEach(ExecutorService::shutdown);
  }
}
