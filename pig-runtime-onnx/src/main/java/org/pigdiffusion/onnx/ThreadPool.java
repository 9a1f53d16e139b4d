package org.pigdiffusion.onnx;

import org.pigdiffusion.onnx.internal.session.Engine;
import org.pigdiffusion.onnx.internal.session.Threads;

/**
 * The threads on which a model computes. Immutable.
 *
 * <p>All models of a process share one pool unless told otherwise: pools of their own, each with as
 * many threads as there are cores, would slow each other.
 */
public final class ThreadPool {
  private static final ThreadPool SHARED = new ThreadPool(Threads.ofProcess());

  private final Threads threads;

  private ThreadPool(Threads threads) {
    this.threads = threads;
  }

  /** The pool of the process, see {@link #configureShared}. */
  public static ThreadPool shared() {
    return SHARED;
  }

  /**
   * A pool for one model alone.
   *
   * @param threads the number of threads, the caller's included; 0 for one a physical core
   */
  public static ThreadPool own(int threads, Spinning spinning) {
    return new ThreadPool(threads(threads, spinning));
  }

  /**
   * Says what the shared pool is like; without this call it has one thread a physical core, and
   * they spin. To be called before the first model of the process is opened.
   *
   * <p>If other code has started ONNX Runtime in this process before, there is no shared pool: each
   * model has one of its own, of this size, and a warning is logged.
   *
   * @param threads the number of threads, the caller's included; 0 for one a physical core
   * @throws IllegalStateException if the shared pool exists already
   */
  public static void configureShared(int threads, Spinning spinning) {
    Engine.configure(threads(threads, spinning));
  }

  private static Threads threads(int count, Spinning spinning) {
    return Threads.own(count, spinning == Spinning.ON);
  }

  /** The same, as the engine's side says it. */
  Threads threads() {
    return threads;
  }
}
