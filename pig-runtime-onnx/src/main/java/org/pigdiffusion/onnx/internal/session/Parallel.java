package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtException;
import com.google.common.base.Throwables;
import com.google.common.collect.Lists;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * Computes the shares of a batch at once.
 *
 * <p>An interrupt does not end it, and the caller's interrupt flag stays as it is: so the tasks are
 * no {@code Callable}s, around which the pool clears the flag of whoever computes them.
 */
final class Parallel {
  private Parallel() {}

  /** What to do with a share. */
  @FunctionalInterface
  interface Computation {
    void compute(Share share) throws OrtException;
  }

  /**
   * Returns when all shares are computed, the first of them by the calling thread.
   *
   * @throws OrtException the fault of the first share that has one
   */
  static void compute(List<Share> shares, Computation computation) throws OrtException {
    if (shares.size() == 1) {
      computation.compute(shares.get(0));
      return;
    }
    List<Task> tasks = shares.stream().map(share -> new Task(share, computation)).toList();
    List<Task> others = tasks.subList(1, tasks.size());
    others.forEach(ForkJoinPool.commonPool()::execute);
    tasks.get(0).compute();
    Lists.reverse(others).forEach(ForkJoinTask::quietlyJoin); // what nobody began is begun here
    for (Task task : tasks) {
      task.throwFault();
    }
  }

  /** A share and its fault, which the pool would wrap. */
  private static final class Task extends RecursiveAction {
    private static final long serialVersionUID = 1L;

    private final transient Share share;
    private final transient Computation computation;
    private transient @Nullable Throwable fault;

    Task(Share share, Computation computation) {
      this.share = share;
      this.computation = computation;
    }

    @Override
    protected void compute() {
      try {
        computation.compute(share);
      } catch (OrtException | RuntimeException | Error e) {
        fault = e;
      }
    }

    void throwFault() throws OrtException {
      if (fault != null) {
        Throwables.throwIfInstanceOf(fault, OrtException.class);
        Throwables.throwIfUnchecked(fault);
      }
    }
  }
}
