package org.pigdiffusion.internal;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps closing apart from running calls, so that no native memory is freed that another thread is
 * using. Calls run beside each other; closing waits for them. Safe to share between threads.
 */
public final class CloseLock {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final String name;
  private boolean closed;

  /** A call that gives a value. */
  @FunctionalInterface
  public interface Call<T, E extends Exception> {
    /** Does the work. */
    T run() throws E;
  }

  /** What is done once, at the end. */
  @FunctionalInterface
  public interface Release<E extends Exception> {
    /** Frees what is held. */
    void run() throws E;
  }

  /**
   * An open lock.
   *
   * @param name what is closed, for messages, such as {@code denoiser x}
   */
  public CloseLock(String name) {
    this.name = name;
  }

  /**
   * Runs a call while nothing is closed.
   *
   * @throws IllegalStateException if it is closed already
   */
  public <T, E extends Exception> T whileOpen(Call<T, E> call) throws E {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(name + " is closed");
      }
      return call.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Closes, after waiting for running calls. Does nothing if it is closed already.
   *
   * @throws IllegalStateException if a call closes what it runs on, which would wait for itself
   */
  public <E extends Exception> void close(Release<E> release) throws E {
    if (lock.getReadHoldCount() > 0) {
      throw new IllegalStateException(name + ": expected to be closed outside of its own calls");
    }
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
